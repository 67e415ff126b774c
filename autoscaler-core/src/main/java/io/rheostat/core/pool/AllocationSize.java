package io.rheostat.core.pool;

import io.rheostat.core.Tuning;
import io.rheostat.core.member.MemberDeclaration;
import io.rheostat.core.member.MemberState;
import io.rheostat.model.decision.Coverage;
import io.rheostat.model.estimate.DemandEstimate;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.PlacementCapacity;
import io.rheostat.model.estimate.WidthGoodput;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.resource.Footprint;
import io.rheostat.model.resource.Placement;

/// Size of a workload's allocations in its own unit, and their feasibility in the pool.
public final class AllocationSize {
  private final PoolResources view;
  private final MemberState member;
  private final Coverage coverage;
  private final Reservations reserved;

  public AllocationSize(
      PoolResources view, MemberState member, Coverage coverage, Reservations reserved) {
    this.view = view;
    this.member = member;
    this.coverage = coverage;
    this.reserved = reserved;
  }

  /// Returns whether a change of width restarts the workload, as it does for a training job.
  public boolean restarts() {
    return member.workload().objective() instanceof Objective.Training;
  }

  /// Returns whether its options already carry the price of a restart, against what is left of it.
  public boolean isRestartPriced() {
    return member.workload().hasDelayCost();
  }

  /// Returns the requests per second within the objective, goodput in samples per second, or the
  /// declared score; replicas while nothing is known.
  public double capacity(Allocation allocation) {
    if (member.estimate().isPresent()) {
      return switch (member.estimate().get().measure()) {
        case Measure.Inference inference -> requests(inference, allocation);
        case Measure.Training training -> goodput(training, allocation);
        case Measure.Profiled() -> score(allocation);
      };
    }
    return allocation.total();
  }

  /// Returns the requests per second. Placements serving nothing still count a little, so fewer
  /// replicas are always less.
  private static double requests(Measure.Inference measure, Allocation allocation) {
    double total = allocation.total() * 1e-6;
    for (PlacementCapacity capacity : measure.capacities()) {
      total += capacity.lowerRequestsPerSecond() * allocation.replicas(capacity.placement());
    }
    return total;
  }

  private static double goodput(Measure.Training measure, Allocation allocation) {
    for (WidthGoodput goodput : measure.goodputs()) {
      if (goodput.width() == allocation.replicas(goodput.placement())
          && allocation.total() == goodput.width()) {
        return goodput.goodput();
      }
    }
    return allocation.total() * 1e-6;
  }

  private double score(Allocation allocation) {
    double total = 0;
    for (Placement placement : member.workload().placements()) {
      total += placement.performance().orElse(0) * allocation.replicas(placement.name());
    }
    return total;
  }

  /// Returns the size needed by the arrivals now, queue included.
  public double needed() {
    if (member.estimate().isPresent()
        && member.estimate().get().measure() instanceof Measure.Inference inference) {
      DemandEstimate demand = CoverageAssessment.scaled(inference, coverage).demand();
      return demand.level() + demand.backlog() / Tuning.DEFAULT.serving().drainSeconds();
    }
    return 0;
  }

  /// Returns the least confidence among the placements in use.
  public double confidence() {
    if (member.estimate().isEmpty()
        || !(member.estimate().get().measure() instanceof Measure.Inference inference)) {
      return 1;
    }
    double least = 1;
    for (PlacementCapacity capacity : inference.capacities()) {
      if (member.desired().replicas(capacity.placement()) > 0) {
        least = Math.min(least, capacity.confidence());
      }
    }
    return least;
  }

  /// Returns the placement with the cheapest next unit of capacity; empty when no placement can be
  /// used.
  public String cheapestPlacement() {
    String cheapest = "";
    double lowest = Double.POSITIVE_INFINITY;
    for (Placement placement : member.workload().placements()) {
      double size = capacity(Allocation.of(placement.name(), 1));
      double usd = view.replicaUsd(placement) / Math.max(1e-9, size);
      if (view.most(placement) > 0 && usd < lowest) {
        lowest = usd;
        cheapest = placement.name();
      }
    }
    return cheapest;
  }

  /// Returns whether the pool's spare devices suffice beside the workload's own draining replicas.
  public boolean fits(Allocation allocation, PoolResources.Spare spare) {
    Reservations.Claim claim = claim(allocation);
    int[] wanted = view.devices(member, withDraining(allocation));
    for (int i = 0; i < view.countedTypes(); i++) {
      if (wanted[i] > spare.devices()[i] - reserved.devices(claim, i)) {
        return false;
      }
    }
    return declaredByPool(allocation);
  }

  private boolean declaredByPool(Allocation allocation) {
    for (Allocation.Part part : allocation.parts()) {
      boolean given = member.workload().placement(part.placement()).map(view::most).orElse(0) > 0;
      if (!given) {
        return false;
      }
    }
    return true;
  }

  /// Returns whether the pool's spare dollars pay for it.
  public boolean affordable(Allocation allocation, PoolResources.Spare spare) {
    return view.affordable(
        footprint(allocation), spare.less(reserved.footprint(claim(allocation))));
  }

  /// Returns whether the pool's spare power sustains it.
  public boolean powered(Allocation allocation, PoolResources.Spare spare) {
    return view.powered(footprint(allocation), spare.less(reserved.footprint(claim(allocation))));
  }

  /// Returns whether the workload's own limit of dollars allows it.
  public boolean withinCost(Allocation allocation) {
    long limit = Footprint.microUsdLimit(member.workload().bounds().maxUsdPerHour());
    return view.footprint(member.workload(), allocation).microUsdPerHour() <= limit;
  }

  private Footprint footprint(Allocation allocation) {
    return view.footprint(member, withDraining(allocation));
  }

  private Reservations.Claim claim(Allocation allocation) {
    if (allocation.total() <= member.workload().bounds().minReplicas()) {
      return Reservations.Claim.MINIMUM;
    }
    return member.holds(allocation) ? Reservations.Claim.HELD : Reservations.Claim.MORE;
  }

  private Allocation withDraining(Allocation allocation) {
    Allocation total = allocation;
    for (Placement placement : member.workload().placements()) {
      int draining = member.status(placement.name()).map(status -> status.draining()).orElse(0);
      if (draining > 0) {
        total = total.with(placement.name(), total.replicas(placement.name()) + draining);
      }
    }
    for (MemberDeclaration.Leaving leaving : member.leaving()) {
      String name = leaving.placement().name();
      total = total.with(name, member.committed(name));
    }
    return total;
  }
}
