package io.rheostat.config.check;

import io.rheostat.config.read.Declarations;
import io.rheostat.config.yaml.Document;
import io.rheostat.config.yaml.Problems;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Workload;

/// Check against bindings without any labels, which the series of all workloads would match.
final class LabelChecks {
  private final Fleet fleet;
  private final Declarations declarations;
  private final Problems problems;

  LabelChecks(Fleet fleet, Declarations declarations, Problems problems) {
    this.fleet = fleet;
    this.declarations = declarations;
    this.problems = problems;
  }

  void run() {
    for (Workload workload : fleet.workloads().values()) {
      Document document = declarations.document(Declarations.WORKLOAD, workload.name());
      for (int index = 0; index < workload.metrics().size(); index++) {
        String key = ReferenceChecks.metricsKey(document, index) + ".match";
        if (!workload.metrics().get(index).members() && !document.has(key)) {
          String what = "is missing: labels and the values they must equal.";
          problems.add(document.problem(key, what, "Write match: {namespace: chat}."));
        }
      }
    }
  }
}
