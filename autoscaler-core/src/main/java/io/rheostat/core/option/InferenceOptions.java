package io.rheostat.core.option;

import io.rheostat.core.Tuning;
import io.rheostat.core.attainment.AttainmentCurve;
import io.rheostat.core.attainment.DemandOutlook;
import io.rheostat.core.attainment.Overload;
import io.rheostat.core.pool.MemberState;
import io.rheostat.core.pool.PoolResources;
import io.rheostat.core.solve.Candidate;
import io.rheostat.core.solve.Candidates;
import io.rheostat.model.decision.Option;
import io.rheostat.model.estimate.DemandEstimate;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.PlacementCapacity;
import io.rheostat.model.estimate.Quantiles;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Device;
import io.rheostat.model.fleet.Feasibility;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Placement;
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

  private static final int MOST_PER_PLACEMENT = 48;
  private final MemberState member;
  private final PoolResources view;
  private final Objective.Inference objective;
  private final Measure.Inference measure;
  private final DemandOutlook outlook;
  private final List<Usable> usable = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();

  /// Placement able to serve requests within the objective.
  private record Usable(Placement placement, double capacity, double usd, int most) {}

  private InferenceOptions(
      MemberState member,
      PoolResources view,
      Objective.Inference objective,
      Measure.Inference measure) {
    this.member = member;
    this.view = view;
    this.objective = objective;
    this.measure = measure;
    this.outlook = outlook(member, objective, measure);
  }

  public static Candidates of(
      MemberState member,
      PoolResources view,
      Objective.Inference objective,
      Measure.Inference measure,
      Horizon horizon) {
    InferenceOptions options = new InferenceOptions(member, view, objective, measure);
    options.findUsable(horizon);
    return options.build();
  }

  /// Returns the demand at the time when a replica ordered now would be ready, at the slowest
  /// start-up among the placements. Waiting requests are to be worked off meanwhile.
  public static DemandOutlook outlook(
      MemberState member, Objective.Inference objective, Measure.Inference measure) {
    DemandEstimate demand = measure.demand();
    double horizon = horizonSeconds(member);
    double backlog =
        demand.backlog() / (TUNING.drainSeconds() + TUNING.drainHorizonShare() * horizon);
    List<Double> rates = new ArrayList<>();
    for (double rate : demand.at(horizon).rates()) {
      rates.add(rate + backlog);
    }
    double tokenSeconds =
        measure.timePerOutputToken().map(Quantiles::mean).orElse(objective.slo().tpotSeconds() / 2);
    double level = demand.level() + backlog;
    Overload overload =
        new Overload(
            level, demand.outputTokens() * tokenSeconds, objective.slo().ttftSeconds(), horizon);
    return new DemandOutlook(rates, level, new AttainmentCurve(overload, measure.quality()));
  }

  /// Returns the seconds from a surge until replicas ordered for it serve, at the slowest start-up
  /// among the placements.
  public static double horizonSeconds(MemberState member) {
    double startup = 0;
    for (Placement placement : member.workload().placements()) {
      startup = Math.max(startup, member.startupSeconds(placement));
    }
    return startup + TUNING.reactionSeconds();
  }

  /// Time and devices for the search of options.
  ///
  /// @param now the fold's time
  /// @param devices available devices of each type, by the pool's order of types
  @SuppressWarnings("ArrayRecordComponent") // built for one look, never changed
  public record Horizon(Instant now, int[] devices) {}

  private void findUsable(Horizon horizon) {
    for (Placement placement : member.workload().placements()) {
      refusal(placement, horizon.now())
          .ifPresentOrElse(refusals::add, () -> usable.add(usable(placement, horizon)));
    }
  }

  private Usable usable(Placement placement, Horizon horizon) {
    int given = view.most(placement, horizon.devices());
    int most = Math.min(given, member.workload().bounds().maxReplicas());
    boolean available = member.isAvailable(placement.name(), horizon.now());
    if (!available) {
      refusals.add(member.shortage(placement.name()));
    }
    return new Usable(
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

  private Candidates build() {
    Set<Allocation> allocations = new LinkedHashSet<>();
    if (usableCapacity(member.desired()) > 0 || member.desired().equals(Allocation.NONE)) {
      allocations.add(member.desired());
    }
    for (Usable single : usable) {
      addSingles(single, allocations);
    }
    for (Usable first : usable) {
      for (Usable second : usable) {
        if (!first.placement().name().equals(second.placement().name())) {
          addMixes(first, second, allocations);
        }
      }
    }
    int least = Math.max(member.workload().bounds().minReplicas(), isAwaited() ? 1 : 0);
    if (least == 0) {
      allocations.add(Allocation.NONE);
    }
    allocations.removeIf(allocation -> allocation.total() < least);
    if (allocations.isEmpty()) {
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
    List<Candidate> scored = new ArrayList<>(allocations.size());
    for (Allocation allocation : allocations) {
      scored.add(score(allocation));
    }
    return new Candidates(OptionPruning.best(scored, member.desired()), refusals);
  }

  /// Returns whether requests wait in front of the workload without a replica to take them. The
  /// value of one of them does not pay for a replica, but it is not left waiting.
  private boolean isAwaited() {
    return measure.demand().backlog() > 0
        && member.estimate().filter(view -> view.freshness().live() == 0).isPresent();
  }

  private void addSingles(Usable single, Set<Allocation> allocations) {
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

  private void addMixes(Usable first, Usable second, Set<Allocation> allocations) {
    double careful = outlook.highest();
    int whole = Math.min(first.most(), needed(first.capacity(), careful));
    int max = member.workload().bounds().maxReplicas();
    for (int n = Math.max(1, whole - 6); n < whole + 1; n++) {
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

  private double usableCapacity(Allocation allocation) {
    double total = 0;
    for (Usable single : usable) {
      // Replicas waiting for a placement without capacity serve nothing.
      int given = Math.min(single.most(), allocation.replicas(single.placement().name()));
      total += single.capacity() * given;
    }
    return total;
  }

  private Candidate score(Allocation allocation) {
    double usd = view.usd(member.workload(), allocation);
    double capacity = usableCapacity(allocation);
    double all = outlook.all();
    double good = Math.max(0, outlook.goodRate(capacity, deviation(allocation)));
    double attainment = all <= 0 ? 1 : Math.min(1, good / all);
    double value = good * 3600 * objective.usdPerGoodRequest();
    double net =
        view.pool().alpha() * value
            - view.pool().beta() * (usd + startUsd(allocation) + wakeUsd(allocation));
    Option option = new Option(allocation, good, value, usd, net, attainment);
    double wanted = objective.slo().attainment() * outlook.quality().attainable();
    double missing = Math.max(0, wanted * all - good);
    double fine =
        TUNING.shortfallWeight()
            * view.pool().alpha()
            * missing
            * 3600
            * objective.usdPerGoodRequest();
    return new Candidate(option, net - fine, view.devices(member.workload(), allocation));
  }

  /// Returns the deviation of an allocation's capacity, as a share of it.
  private double deviation(Allocation allocation) {
    double least = 1;
    for (Allocation.Part part : allocation.parts()) {
      least = Math.min(least, capacity(part.placement()).confidence());
    }
    return TUNING.leastDeviation()
        + (1 - least) * (TUNING.mostDeviation() - TUNING.leastDeviation());
  }

  /// Returns the dollars per hour for starting a first replica again and again, once for each
  /// request arriving while there is none; 0 for an allocation with replicas.
  private double wakeUsd(Allocation allocation) {
    double all = outlook.all();
    if (all <= 0 || !allocation.equals(Allocation.NONE)) {
      return 0;
    }
    double least = Double.POSITIVE_INFINITY;
    for (Usable single : usable) {
      double startup = member.startupSeconds(single.placement());
      least = Math.min(least, single.usd() * startup / (1 / all + startup));
    }
    return usable.isEmpty() ? 0 : least;
  }

  /// Returns the dollars per hour for starting additional replicas, over the time for which they
  /// are expected to be kept.
  private double startUsd(Allocation allocation) {
    double usd = 0;
    for (Usable single : usable) {
      String name = single.placement().name();
      int more = allocation.replicas(name) - member.desired().replicas(name);
      if (more > 0) {
        double startup = member.startupSeconds(single.placement());
        usd += more * single.usd() * startup / Math.max(TUNING.keptSeconds(), 2 * startup);
      }
    }
    return usd;
  }
}
