package io.rheostat.core.option;

import io.rheostat.core.Tuning;
import io.rheostat.core.attainment.DemandOutlook;
import io.rheostat.core.member.MemberState;
import io.rheostat.core.pool.PoolResources;
import io.rheostat.core.solve.Candidate;
import io.rheostat.core.solve.Candidates;
import io.rheostat.model.estimate.DemandEstimate;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.PlacementCapacity;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.Feasibility;
import io.rheostat.model.resource.Placement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Candidate allocations of an inference service: one placement, or a mix of two, around the number
/// of replicas serving the demand at the time when a replica ordered now is ready.
public final class InferenceOptions {
  private static final Tuning.Serving TUNING = Tuning.DEFAULT.serving();

  /// Most counts of replicas considered on one placement: each costs a valuation.
  private static final int MOST_PER_PLACEMENT = 48;

  /// Counts below the need that a mix may keep on its first placement.
  private static final int MIXED = 6;

  private final MemberState member;
  private final PoolResources view;
  private final Objective.Inference objective;
  private final Measure.Inference measure;
  private final DemandOutlook outlook;
  private final List<UsablePlacement> usable = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();

  private InferenceOptions(
      MemberState member,
      PoolResources view,
      Objective.Inference objective,
      Measure.Inference measure) {
    this.member = member;
    this.view = view;
    this.objective = objective;
    this.measure = measure;
    this.outlook = DemandOutlook.of(objective, measure, member.slowestStartupSeconds());
  }

  /// Returns the candidate allocations of an inference service, best first, with the reasons for
  /// refused placements.
  ///
  /// @param availability the fold's time, and the pool's devices still available
  public static Candidates of(
      MemberState member,
      PoolResources view,
      Objective.Inference objective,
      Measure.Inference measure,
      Availability availability) {
    InferenceOptions options = new InferenceOptions(member, view, objective, measure);
    options.findUsable(availability);
    return options.build(availability.besideJobs());
  }

  /// Time and devices for the search of options.
  ///
  /// @param now the fold's time
  /// @param devices available devices of each type, by the pool's order of types
  /// @param besideJobs whether jobs that can wait take the devices it leaves
  @SuppressWarnings("ArrayRecordComponent") // built for one look, never changed
  public record Availability(Instant now, int[] devices, boolean besideJobs) {}

  private void findUsable(Availability availability) {
    for (Placement placement : member.workload().placements()) {
      refusal(placement, availability.now())
          .ifPresentOrElse(refusals::add, () -> usable.add(usable(placement, availability)));
    }
  }

  private UsablePlacement usable(Placement placement, Availability availability) {
    int given = view.most(placement, availability.devices());
    int most = Math.min(given, member.workload().bounds().maxReplicas());
    boolean available = member.isAvailable(placement.name(), availability.now());
    if (!available) {
      refusals.add(member.shortage(placement.name()));
    }
    return new UsablePlacement(
        placement,
        capacity(placement.name()).requestsPerSecond(),
        view.replicaUsd(placement),
        available ? most : Math.min(most, member.ready(placement.name())));
  }

  private PlacementCapacity capacity(String placement) {
    for (PlacementCapacity capacity : measure.capacities()) {
      if (capacity.placement().equals(placement)) {
        return capacity;
      }
    }
    return new PlacementCapacity(placement, 0, 0, 0, 0);
  }

  private String poor(Placement placement) {
    return placement.name()
        + ": its quality is "
        + placement.qualityScore()
        + ", below minQuality "
        + objective.minQuality()
        + ".";
  }

  private Optional<String> refusal(Placement placement, Instant now) {
    Optional<Device> device = view.device(placement);
    if (device.isEmpty()) {
      return Optional.of(placement.name() + ": device " + placement.device() + " is not declared.");
    }
    if (view.most(placement) == 0) {
      return Optional.of(
          placement.name()
              + ": the pool has "
              + view.pool().count(placement.device())
              + " x "
              + placement.device()
              + ", a replica takes "
              + placement.devicesPerReplica()
              + ".");
    }
    if (placement.qualityScore() < objective.minQuality()) {
      return Optional.of(poor(placement));
    }
    if (!member.isAvailable(placement.name(), now) && member.ready(placement.name()) == 0) {
      return Optional.of(member.shortage(placement.name()));
    }
    if (member.workload().model().isPresent()) {
      DemandEstimate demand = measure.demand();
      Optional<String> reason =
          Feasibility.refuseInference(
              member.workload().model().get(),
              device.get(),
              placement,
              demand.inputTokens() + demand.outputTokens());
      if (reason.isPresent()) {
        return Optional.of(placement.name() + ": " + reason.get());
      }
    }
    if (capacity(placement.name()).lowerRequestsPerSecond() < 1e-6) {
      return Optional.of(
          placement.name() + ": not even one request at a time would meet its objective there.");
    }
    return Optional.empty();
  }

  private Candidates build(boolean besideJobs) {
    Set<Allocation> allocations = new LinkedHashSet<>();
    InferenceValue value =
        new InferenceValue(member, view, objective, measure, outlook, usable, besideJobs);
    if (value.capacity(member.desired()) > 0 || member.desired().equals(Allocation.NONE)) {
      allocations.add(member.desired());
    }
    for (UsablePlacement single : usable) {
      addSingles(single, allocations);
    }
    for (UsablePlacement first : usable) {
      for (UsablePlacement second : usable) {
        if (!first.placement().name().equals(second.placement().name())) {
          addMixes(first, second, allocations);
        }
      }
    }
    int least = Math.max(member.workload().bounds().minReplicas(), isAwaited() ? 1 : 0);
    if (least == 0) {
      allocations.add(Allocation.NONE);
    }
    int most = Math.max(member.workload().bounds().maxReplicas(), member.desired().total());
    // A change of one part of a mix can exceed the maximum as a whole: the guard would refuse it
    // again and again, and a legal option would never be chosen.
    allocations.removeIf(allocation -> allocation.total() < least || allocation.total() > most);
    if (allocations.isEmpty()) {
      refuseTooFew(least);
    }
    List<Candidate> scored = new ArrayList<>(allocations.size());
    for (Allocation allocation : allocations) {
      scored.add(value.candidate(allocation));
    }
    return new Candidates(OptionPruning.best(scored, member.desired()), refusals);
  }

  private void refuseTooFew(int least) {
    usable.forEach(
        single ->
            refusals.add(
                single.placement().name()
                    + ": minReplicas is "
                    + least
                    + ", there is room for "
                    + single.most()
                    + "."));
  }

  /// Returns whether requests wait in front of the workload without a replica to take them. The
  /// value of one of them does not pay for a replica, but it is not left waiting.
  private boolean isAwaited() {
    return measure.demand().backlog() > 0
        && member.estimate().filter(view -> view.freshness().live() == 0).isPresent();
  }

  private void addSingles(UsablePlacement single, Set<Allocation> allocations) {
    int least = Math.max(0, member.workload().bounds().minReplicas());
    int low = (int) (Math.min(outlook.median(), outlook.level()) / single.capacity()) - 1;
    int high = needed(single.capacity(), outlook.highest()) + TUNING.spareReplicas();
    int from = Math.min(single.most(), Math.max(least, low));
    int to = Math.min(single.most(), Math.max(from, high));
    for (int n = Math.max(from, 1); n <= Math.min(to, from + MOST_PER_PLACEMENT); n++) {
      allocations.add(Allocation.of(single.placement().name(), n));
    }
    // A crowded pool may have less to give than demand calls for, down to the minimum.
    for (int n = from / 2; n > least && n > 0; n /= 2) {
      allocations.add(Allocation.of(single.placement().name(), n));
    }
    if (least > 0 && least <= single.most()) {
      allocations.add(Allocation.of(single.placement().name(), least));
    }
    int desired = member.desired().replicas(single.placement().name());
    for (int n = Math.max(least, desired - 1); n <= Math.min(single.most(), desired + 1); n++) {
      allocations.add(member.desired().with(single.placement().name(), n));
    }
  }

  private void addMixes(
      UsablePlacement first, UsablePlacement second, Set<Allocation> allocations) {
    double careful = outlook.highest();
    int whole = Math.min(first.most(), needed(first.capacity(), careful));
    int max = member.workload().bounds().maxReplicas();
    for (int n = Math.max(1, whole - MIXED); n < whole + 1; n++) {
      int rest = needed(second.capacity(), careful - n * first.capacity());
      int others = Math.min(Math.min(second.most(), rest), max - n);
      if (others > 0 && n + others >= member.workload().bounds().minReplicas()) {
        allocations.add(
            new Allocation(
                List.of(
                    new Allocation.Part(first.placement().name(), n),
                    new Allocation.Part(second.placement().name(), others))));
      }
    }
  }

  private static int needed(double capacity, double rate) {
    return (int) Math.min(100_000, StrictMath.ceil(Math.max(0, rate) / capacity));
  }
}
