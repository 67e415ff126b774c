package io.rheostat.config.check;

import io.rheostat.config.read.Declarations;
import io.rheostat.config.settings.Configuration;
import io.rheostat.config.settings.SignalPreset;
import io.rheostat.config.yaml.Document;
import io.rheostat.config.yaml.Problems;
import io.rheostat.model.fleet.MetricsBinding;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;

/// Check against `minReplicas: 0` for a service with demand reported only by its replicas: without
/// any of them no arrival could be observed.
final class ZeroChecks {
  private static final String REMEDY =
      "Add a gateway or a queue to metrics, such as {preset: gateway, match: {…}}"
          + " (docs/reference/presets.md), or set minReplicas to 1.";

  private final Configuration configuration;
  private final Declarations declarations;
  private final Problems problems;

  ZeroChecks(Configuration configuration, Declarations declarations, Problems problems) {
    this.configuration = configuration;
    this.declarations = declarations;
    this.problems = problems;
  }

  void run() {
    for (Workload workload : configuration.fleet().workloads().values()) {
      boolean serves = workload.objective() instanceof Objective.Inference;
      if (serves && workload.bounds().minReplicas() == 0 && !isHeardWithoutReplicas(workload)) {
        Document document = declarations.document(Declarations.WORKLOAD, workload.name());
        String text = "with 0 replicas nothing tells that requests come, so it would stay at 0.";
        problems.add(document.problem("spec.bounds.minReplicas", text, REMEDY));
      }
    }
  }

  private boolean isHeardWithoutReplicas(Workload workload) {
    return workload.metrics().stream().anyMatch(this::isOfGateway);
  }

  private boolean isOfGateway(MetricsBinding binding) {
    SignalPreset preset = configuration.presets().get(binding.preset());
    return preset != null && preset.rules().stream().anyMatch(rule -> rule.signal().isOfGateway());
  }
}
