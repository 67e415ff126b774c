package io.rheostat.app.planning;

import io.rheostat.config.auto.AutoRequest;
import io.rheostat.config.auto.PlacementSizer;
import io.rheostat.config.auto.SizedPlacement;
import io.rheostat.core.capacity.ServingEngine;
import io.rheostat.core.option.NetValue;
import io.rheostat.core.sizing.ReplicaKind;
import io.rheostat.core.sizing.ServiceSizing;
import io.rheostat.core.sizing.SizedService;
import io.rheostat.core.sizing.SizingRequest;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Precision;
import io.rheostat.model.resource.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/// Sizing behind `placements: auto`: the kinds of replicas that the planner gets to choose from.
public final class AutoSizing implements PlacementSizer {
  /// Kinds of replicas of one device type.
  private static final int MOST_PER_DEVICE = 2;

  /// Kinds of replicas altogether: the planner mixes each with each.
  private static final int MOST = 8;

  @Override
  public List<SizedPlacement> size(AutoRequest request) {
    List<SizedService> sized = ServiceSizing.of(question(request), request.devices());
    Map<String, Integer> taken = new TreeMap<>();
    List<SizedPlacement> chosen = new ArrayList<>();
    for (SizedService each : sized) {
      String device = each.kind().device().name();
      if (each.isFeasible()
          && each.kind().parallelism().expertParallel() == 1
          && each.kind().parallelism().devices() <= request.pool().count(device)
          && chosen.size() < MOST
          && taken.merge(device, 1, Integer::sum) <= MOST_PER_DEVICE) {
        chosen.add(placement(each, request));
      }
    }
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException(
          "placements: auto finds none that serves the expected demand with "
              + request.bounds().maxReplicas()
              + " replicas (bounds.maxReplicas) in pool "
              + request.pool().name()
              + ": "
              + sized.stream().findFirst().map(AutoSizing::reason).orElse("no device is left."));
    }
    return chosen;
  }

  private static String reason(SizedService best) {
    return best.kind().name()
        + ": "
        + best.refusal().orElse("no replica of it fits the pool without expert parallel.");
  }

  private static SizingRequest question(AutoRequest request) {
    return new SizingRequest(
        request.model(),
        ServingEngine.VLLM,
        request.objective().expected().orElseThrow(),
        0,
        request.objective(),
        NetValue.of(request.pool()),
        new SizingRequest.Limits(
            request.maxDevicesPerReplica(),
            request.bounds().maxReplicas(),
            Set.copyOf(request.precisions()),
            Map.of(),
            SizingRequest.Limits.USUAL_HEADROOM));
  }

  private static SizedPlacement placement(SizedService sized, AutoRequest request) {
    ReplicaKind kind = sized.kind();
    Optional<Precision> precision =
        kind.precision() == request.model().precision()
            ? Optional.empty()
            : Optional.of(kind.precision());
    return new SizedPlacement(
        new Placement(
            kind.name(),
            kind.device().name(),
            kind.parallelism().tensorParallel(),
            kind.parallelism().pipelineParallel(),
            List.of(),
            sized.host().memoryGib(),
            sized.host().diskGib(),
            request.startup(),
            OptionalDouble.empty(),
            Optional.empty(),
            Optional.empty(),
            Target.OBSERVE,
            Optional.empty(),
            precision),
        sized.serving().orElseThrow().maxSequences());
  }
}
