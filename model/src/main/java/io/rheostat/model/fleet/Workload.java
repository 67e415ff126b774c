package io.rheostat.model.fleet;

import io.rheostat.model.Require;
import java.util.List;
import java.util.Optional;

/// One declared workload.
///
/// @param name unique in the fleet; the key of its records
/// @param pool the pool it shares
/// @param objective what it is for
/// @param model its shape; without one, memory is not checked
/// @param placements the ways it may run, in order of preference between equals
/// @param bounds its limits
/// @param metrics which series are its own, a binding for each preset; none when it is not measured
/// @param alerts responses to alerts, the first match counts
/// @param mode how far Rheostat may go with it
/// @param raisedBy names of the alerts that may raise it; empty when any may
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

  /// A workload that any alert may raise.
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

  /// A workload whose changes are carried out.
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

  /// The same in another mode.
  public Workload with(Mode otherMode) {
    return new Workload(
        name, pool, objective, model, placements, bounds, metrics, alerts, otherMode, raisedBy);
  }

  /// The same with other placements and limits.
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

  /// The placement of that name.
  public Optional<Placement> placement(String placementName) {
    for (Placement placement : placements) {
      if (placement.name().equals(placementName)) {
        return Optional.of(placement);
      }
    }
    return Optional.empty();
  }

  /// Whether an alert of that name may raise it.
  public boolean mayBeRaisedBy(String alert) {
    return raisedBy.isEmpty() || raisedBy.contains(alert);
  }

  /// The response to an alert of that name.
  public AlertResponse responseTo(String alert) {
    for (AlertResponse response : alerts) {
      if (response.alert().equals(alert) || response.alert().equals("*")) {
        return response;
      }
    }
    return AlertResponse.DEFAULT;
  }
}
