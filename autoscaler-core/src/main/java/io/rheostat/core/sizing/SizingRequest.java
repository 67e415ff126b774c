package io.rheostat.core.sizing;

import io.rheostat.core.capacity.ServingEngine;
import io.rheostat.core.option.NetValue;
import io.rheostat.model.fleet.Demand;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.resource.ModelShape;
import io.rheostat.model.resource.Precision;
import io.rheostat.model.resource.Quality;
import java.util.Map;
import java.util.Set;

/// Question to the sizing of an inference service.
///
/// @param model the model, in the precision it is published in
/// @param engine the inference engine
/// @param demand requests to serve
/// @param cachedShare share of prompt tokens found in the prefix cache, 0..1
/// @param objective limits and value of a good request
/// @param weights weights of value and cost
/// @param limits what may be chosen
public record SizingRequest(
    ModelShape model,
    ServingEngine engine,
    Demand demand,
    double cachedShare,
    Objective.Inference objective,
    NetValue weights,
    Limits limits) {
  /// Returns the same question for a multiple of the requests.
  public SizingRequest atRate(double factor) {
    Demand other =
        new Demand(
            demand.requestsPerSecond() * factor, demand.inputTokens(), demand.outputTokens());
    return new SizingRequest(model, engine, other, cachedShare, objective, weights, limits);
  }

  /// Limits of the search.
  ///
  /// @param maxDevicesPerReplica most devices of a replica
  /// @param maxReplicas most replicas
  /// @param precisions precisions of weights to look at; empty for the published one
  /// @param qualities known quality by precision; 1 for any other
  /// @param headroom share of the demand for which capacity is kept free, 0 or more: traffic
  ///     varies, and speed is predicted
  public record Limits(
      int maxDevicesPerReplica,
      int maxReplicas,
      Set<Precision> precisions,
      Map<Precision, Quality> qualities,
      double headroom) {
    /// Headroom where none is asked for.
    public static final double USUAL_HEADROOM = 0.25;

    public Limits {
      precisions = Set.copyOf(precisions);
      qualities = Map.copyOf(qualities);
    }
  }
}
