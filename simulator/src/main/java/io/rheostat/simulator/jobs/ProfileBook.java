package io.rheostat.simulator.jobs;

import io.rheostat.core.training.GradientStatistics;
import io.rheostat.core.training.ThroughputModel;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Observations of all jobs of one application, for the jobs to come.
final class ProfileBook {
  private final Map<String, ThroughputModel> models = new HashMap<>();
  private Optional<GradientStatistics> atStart = Optional.empty();
  private int edition;

  void publish(Map<String, ThroughputModel> of, Optional<GradientStatistics> first) {
    of.forEach(
        (type, model) ->
            models.merge(type, model, (known, more) -> known.observeAll(more.observations())));
    atStart = atStart.isPresent() ? atStart : first;
    edition++;
  }

  /// Returns a number that grows with each publication.
  int edition() {
    return edition;
  }

  Map<String, ThroughputModel> models() {
    return Map.copyOf(models);
  }

  /// Returns the gradient statistics of a job's first epoch.
  Optional<GradientStatistics> atStart() {
    return atStart;
  }
}
