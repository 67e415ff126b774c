package io.rheostat.app.job;

import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.Placement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Warnings about a training job, for a person: nothing is stopped for them.
final class JobWarnings {
  private JobWarnings() {}

  /// Returns a sentence each for an end after the deadline, and for a job that costs more until its
  /// end than its completion is worth.
  ///
  /// @param pace expected hours until its end, and where
  static List<String> of(
      Fleet fleet,
      Workload workload,
      Objective.Training objective,
      Optional<JobPace> pace,
      Optional<JobStanding.Span> finish) {
    List<String> warnings = new ArrayList<>();
    finish.flatMap(span -> late(objective, span)).ifPresent(warnings::add);
    pace.flatMap(one -> costly(fleet, workload, objective, one)).ifPresent(warnings::add);
    return warnings;
  }

  private static Optional<String> late(Objective.Training objective, JobStanding.Span finish) {
    Instant deadline = objective.deadline().orElse(Instant.MAX);
    if (!finish.latest().isAfter(deadline)) {
      return Optional.empty();
    }
    String verb = finish.earliest().isAfter(deadline) ? "ends" : "may end";
    return Optional.of(verb + " after its deadline " + deadline);
  }

  private static Optional<String> costly(
      Fleet fleet, Workload workload, Objective.Training objective, JobPace pace) {
    Placement placement = workload.placement(pace.at().placement()).orElse(null);
    Device device = placement == null ? null : fleet.devices().get(placement.device());
    if (placement == null || device == null || objective.usdOnCompletion() <= 0) {
      return Optional.empty();
    }
    double usd = device.rates().usdPerHour(placement) * pace.at().width() * pace.hours();
    return usd <= objective.usdOnCompletion()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "is expected to cost %.2f $ more, and its completion is worth %.2f $",
                usd,
                objective.usdOnCompletion()));
  }
}
