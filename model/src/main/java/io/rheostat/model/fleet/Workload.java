package io.rheostat.model.fleet;

import io.rheostat.model.Require;
import io.rheostat.model.resource.ModelShape;
import io.rheostat.model.resource.Placement;
import java.util.List;
import java.util.Optional;

/// One declared workload.
///
/// @param name unique in the fleet; the key of its records
/// @param pool the pool it shares
/// @param objective its objective
/// @param model its shape; without one, memory is not checked
/// @param placements the ways it may run, in order of preference between equals
/// @param bounds its limits
/// @param metrics bindings of its series, one for each preset; none when it is not measured
/// @param alerts responses to alerts, the first match counts
/// @param mode its automation mode
/// @param raisedBy names of the alerts allowed to scale it up; empty for any alert
public record Workload(
    String name,
    String pool,
    Objective objective,
    Optional<ModelShape> model,
    List<Placement> placements,
    Bounds bounds,
    List<MetricsBinding> metrics,
    List<AlertResponse> alerts,
    Mode mode,
    List<String> raisedBy) {
  public Workload {
    Require.text("workload name", name);
    Require.text("pool", pool);
    placements = List.copyOf(placements);
    metrics = List.copyOf(metrics);
    alerts = List.copyOf(alerts);
    raisedBy = List.copyOf(raisedBy);
    if (placements.isEmpty()) {
      throw new IllegalArgumentException("placements is empty. Give at least one.");
    }
    if (placements.stream().map(Placement::name).distinct().count() != placements.size()) {
      throw new IllegalArgumentException(
          "two placements of " + name + " have one name. Give each its own.");
    }
  }

  /// Creates a workload with any alert allowed to scale it up.
  public Workload(
      String name,
      String pool,
      Objective objective,
      Optional<ModelShape> model,
      List<Placement> placements,
      Bounds bounds,
      List<MetricsBinding> metrics,
      List<AlertResponse> alerts,
      Mode mode) {
    this(name, pool, objective, model, placements, bounds, metrics, alerts, mode, List.of());
  }

  /// Creates a workload with its changes carried out.
  public Workload(
      String name,
      String pool,
      Objective objective,
      Optional<ModelShape> model,
      List<Placement> placements,
      Bounds bounds,
      List<MetricsBinding> metrics,
      List<AlertResponse> alerts) {
    this(name, pool, objective, model, placements, bounds, metrics, alerts, Mode.ACT);
  }

  /// Returns the same workload by another name.
  public Workload named(String otherName) {
    return new Workload(
        otherName, pool, objective, model, placements, bounds, metrics, alerts, mode, raisedBy);
  }

  /// Returns the same workload in another mode.
  public Workload with(Mode otherMode) {
    return new Workload(
        name, pool, objective, model, placements, bounds, metrics, alerts, otherMode, raisedBy);
  }

  /// Returns the same workload with other placements and limits.
  public Workload with(List<Placement> otherPlacements, Bounds otherBounds) {
    return new Workload(
        name,
        pool,
        objective,
        model,
        otherPlacements,
        otherBounds,
        metrics,
        alerts,
        mode,
        raisedBy);
  }

  /// Returns the same workload with other limits.
  public Workload with(Bounds otherBounds) {
    return with(placements, otherBounds);
  }

  /// Returns the same workload with another objective.
  public Workload with(Objective otherObjective) {
    return new Workload(
        name, pool, otherObjective, model, placements, bounds, metrics, alerts, mode, raisedBy);
  }

  /// Returns whether it is a training job with a cost of its completion time.
  public boolean hasDelayCost() {
    return objective instanceof Objective.Training training && training.elastic().isPresent();
  }

  /// Returns the person or team it is run for; of training jobs with a delay cost alone.
  public Optional<String> owner() {
    return objective instanceof Objective.Training training
        ? training.elastic().flatMap(ElasticTraining::owner)
        : Optional.empty();
  }

  /// Returns a placement by name.
  public Optional<Placement> placement(String placementName) {
    for (Placement placement : placements) {
      if (placement.name().equals(placementName)) {
        return Optional.of(placement);
      }
    }
    return Optional.empty();
  }

  /// Returns whether an alert of a name may scale it up.
  public boolean mayBeRaisedBy(String alert) {
    return raisedBy.isEmpty() || raisedBy.contains(alert);
  }

  /// Returns the response to an alert by name.
  public AlertResponse responseTo(String alert) {
    for (AlertResponse response : alerts) {
      if (response.alert().equals(alert) || response.alert().equals("*")) {
        return response;
      }
    }
    return AlertResponse.DEFAULT;
  }
}
