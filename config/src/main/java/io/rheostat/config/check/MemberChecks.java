package io.rheostat.config.check;

import io.rheostat.config.read.Declarations;
import io.rheostat.config.settings.Configuration;
import io.rheostat.config.settings.MemberRule;
import io.rheostat.config.settings.SeriesRule;
import io.rheostat.config.settings.SignalPreset;
import io.rheostat.config.yaml.Document;
import io.rheostat.config.yaml.Problems;
import io.rheostat.model.fleet.MetricsBinding;
import io.rheostat.model.fleet.Workload;
import java.util.List;

/// Checks against bindings by members without a source of members.
final class MemberChecks {
  private final Configuration configuration;
  private final Declarations declarations;
  private final Problems problems;

  MemberChecks(Configuration configuration, Declarations declarations, Problems problems) {
    this.configuration = configuration;
    this.declarations = declarations;
    this.problems = problems;
  }

  void run() {
    configuration.presets().values().forEach(this::preset);
    for (Workload workload : configuration.fleet().workloads().values()) {
      Document document = declarations.document(Declarations.WORKLOAD, workload.name());
      for (int index = 0; index < workload.metrics().size(); index++) {
        String key = ReferenceChecks.metricsKey(document, index);
        MetricsBinding binding = workload.metrics().get(index);
        if (binding.members()) {
          byMembers(workload, binding, document, key + ".by");
        }
      }
    }
  }

  private void byMembers(Workload workload, MetricsBinding binding, Document document, String key) {
    if (tells(binding)) {
      String what = binding.preset() + " itself tells who the members are.";
      problems.add(document.problem(key, what, "Leave it out and match labels."));
    } else if (workload.metrics().stream().noneMatch(this::tells)) {
      String what = "nothing tells who the members of " + workload.name() + " are.";
      String remedy = "Add {preset: kube-state-metrics, match: {namespace: …, label_app: …}}.";
      problems.add(document.problem(key, what, remedy));
    }
  }

  private boolean tells(MetricsBinding binding) {
    SignalPreset preset = configuration.presets().get(binding.preset());
    return preset != null && !preset.members().isEmpty();
  }

  private void preset(SignalPreset preset) {
    List<String> read = preset.rules().stream().map(SeriesRule::metric).toList();
    for (MemberRule member : preset.members()) {
      if (read.contains(member.metric())) {
        Document document = declarations.document(Declarations.PRESET, preset.name());
        String what = member.metric() + " is read by a rule, too.";
        problems.add(document.problem("spec.members", what, "Let it tell either of the two."));
      }
    }
  }
}
