package io.rheostat.core.pool;

import io.rheostat.core.member.MemberState;
import io.rheostat.core.stage.Moment;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.resource.Footprint;
import io.rheostat.model.resource.Placement;
import java.util.Optional;

/// Devices, dollars and power other workloads of a pool still need for their declared minimums, and
/// the part on its way back already.
///
/// @param devices needed, by the pool's order of types
/// @param footprint dollars and power needed
/// @param returning devices given back by others without this workload: those ordered away, and,
///     for a service, those of training jobs above their own minimums
/// @param returningFootprint dollars and power likewise
@SuppressWarnings("ArrayRecordComponent") // built for one decision, never changed
public record Reservations(
    int[] devices, Footprint footprint, int[] returning, Footprint returningFootprint) {

  /// Relation of an allocation to the reservations of others.
  enum Claim {
    /// Within the workload's own minimum: no reservation stands against it.
    MINIMUM,
    /// Within the current allocation: it gives back devices needed by others and returned by nobody
    /// else.
    HELD,
    /// More than the current allocation: devices needed by others are not available.
    MORE
  }

  /// Returns the reservations of the others of a pool against one workload.
  public static Reservations of(
      PoolResources view, PoolState state, MemberState forWhom, Moment moment) {
    int[] devices = new int[view.types().size()];
    int[] returning = new int[devices.length];
    Footprint footprint = Footprint.NONE;
    Footprint returned = Footprint.NONE;
    boolean service = !isJob(forWhom);
    for (MemberState other : state.members().values()) {
      if (other.workload().name().equals(forWhom.workload().name())) {
        continue;
      }
      Allocation missing = missing(view, other, moment);
      add(devices, view.devices(other, missing));
      footprint = footprint.plus(view.footprint(other, missing));
      Allocation back = returning(other, service, moment);
      add(returning, view.devices(other, back));
      returned = returned.plus(view.footprint(other, back));
    }
    return new Reservations(devices, footprint, returning, returned);
  }

  /// Returns the replicas missing for a workload's minimum, on its cheapest placement with devices
  /// in the pool.
  public static Allocation missing(PoolResources view, MemberState member, Moment moment) {
    int missing = member.workload().bounds().minReplicas() - member.committed().total();
    if (missing <= 0 || !isResized(member, moment) || member.isComplete()) {
      return Allocation.NONE;
    }
    Optional<Placement> cheapest = Optional.empty();
    double lowest = Double.POSITIVE_INFINITY;
    for (Placement placement : member.workload().placements()) {
      double usd = view.replicaUsd(placement);
      boolean possible =
          view.device(placement).isPresent()
              && view.most(member.workload(), placement) >= missing
              && member.isAvailable(placement.name(), moment.now());
      if (possible && usd < lowest) {
        lowest = usd;
        cheapest = Optional.of(placement);
      }
    }
    return cheapest.map(one -> Allocation.of(one.name(), missing)).orElse(Allocation.NONE);
  }

  private static Allocation returning(MemberState other, boolean toService, Moment moment) {
    Allocation back = Allocation.NONE;
    Allocation committed = other.committed();
    for (Allocation.Part part : committed.parts()) {
      int ordered = part.replicas() - other.desired().replicas(part.placement());
      back = back.with(part.placement(), Math.max(0, ordered));
    }
    boolean gives =
        toService
            && isJob(other)
            && isResized(other, moment)
            && CoverageAssessment.of(other, moment.now()).isComplete();
    return gives ? back.union(excess(other)) : back;
  }

  /// Returns the workers of a job above its minimum.
  public static Allocation excess(MemberState job) {
    Allocation excess = Allocation.NONE;
    for (Allocation.Part part : job.committed().parts()) {
      int more = part.replicas() - job.workload().bounds().minReplicas();
      excess = excess.with(part.placement(), Math.max(0, more));
    }
    return excess;
  }

  /// Returns whether a member is a training job.
  public static boolean isJob(MemberState member) {
    return member.workload().objective() instanceof Objective.Training;
  }

  private static boolean isResized(MemberState member, Moment moment) {
    return member.mayPlan()
        && member.workload().mode() != Mode.OBSERVE
        && member.otherWriter().isEmpty()
        && !moment.catalogue().isFrozen(member.workload().name());
  }

  private static void add(int[] sum, int[] more) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += more[i];
    }
  }

  /// Returns the devices of a type an allocation must leave to others.
  int devices(Claim claim, int type) {
    return switch (claim) {
      case MINIMUM -> 0;
      case HELD -> Math.max(0, devices[type] - returning[type]);
      case MORE -> devices[type];
    };
  }

  /// Returns the dollars and power an allocation must leave to others.
  Footprint footprint(Claim claim) {
    return switch (claim) {
      case MINIMUM -> Footprint.NONE;
      case HELD ->
          new Footprint(
              Math.max(0, footprint.microUsdPerHour() - returningFootprint.microUsdPerHour()),
              Math.max(0, footprint.milliwatts() - returningFootprint.milliwatts()));
      case MORE -> footprint;
    };
  }
}
