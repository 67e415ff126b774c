package io.rheostat.config.check;

import io.rheostat.config.read.Declarations;
import io.rheostat.config.yaml.Document;
import io.rheostat.config.yaml.Problems;
import io.rheostat.config.yaml.Suggestion;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Workload;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Checks against alert responses without any effect, and alerts named twice.
final class AlertChecks {
  private static final String ANY = "*";

  private final Fleet fleet;
  private final Declarations declarations;
  private final Problems problems;

  AlertChecks(Fleet fleet, Declarations declarations, Problems problems) {
    this.fleet = fleet;
    this.declarations = declarations;
    this.problems = problems;
  }

  void run() {
    fleet.workloads().values().forEach(this::workload);
  }

  private void workload(Workload workload) {
    Document document = declarations.document(Declarations.WORKLOAD, workload.name());
    Set<String> named = new HashSet<>();
    for (int index = 0; index < workload.raisedBy().size(); index++) {
      String alert = workload.raisedBy().get(index);
      String key = "spec.raisedBy[" + index + "]";
      if (alert.equals(ANY)) {
        String remedy = "Leave raisedBy out to let any alert raise it.";
        problems.add(document.problem(key, "'*' is no alert's name.", remedy));
      } else if (!named.add(alert)) {
        problems.add(document.problem(key, "alert '" + alert + "' is named twice.", "Remove one."));
      }
    }
    for (int index = 0; index < workload.alerts().size(); index++) {
      String alert = workload.alerts().get(index).alert();
      if (!alert.equals(ANY) && !workload.mayBeRaisedBy(alert)) {
        String key = "spec.alerts[" + index + "].alert";
        String text = "alert '" + alert + "' may not raise it: raisedBy does not name it.";
        problems.add(document.problem(key, text, remedy(alert, workload.raisedBy())));
      }
    }
  }

  private static String remedy(String alert, List<String> raisedBy) {
    return Suggestion.remedy(alert, raisedBy, "raisedBy names")
        + " Or add it to raisedBy, or remove the response.";
  }
}
