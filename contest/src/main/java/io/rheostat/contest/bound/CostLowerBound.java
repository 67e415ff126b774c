package io.rheostat.contest.bound;

import io.rheostat.contest.bound.ConcaveMaximum.Tangent;
import io.rheostat.contest.trial.PolicyTrial;
import io.rheostat.model.Require;
import io.rheostat.simulator.cluster.Cluster;
import io.rheostat.simulator.engine.ReplicaWork;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Lower bound on the cost of any schedule of replicas at an attainment, in dollars over the judged
/// time of a trial, with perfect knowledge of demand and capacity, start-up time paid.
///
/// 1. A request takes at least the replica time of [ReplicaWork], on its cheapest placement
///    ([JudgedRequests]).
/// 2. An attainment in requests is a need in work: the rest after missing the heaviest requests
///    allowed ([NeededWork]).
/// 3. Work arrives with its request and is of no use after its deadline ([TimeSlots]); a fleet of n
///    replicas does n replica-seconds of it a second ([FleetSizes]).
/// 4. Of all schedules of whole replicas with the needed work done, the cheapest is found by its
///    dual: at a reward for work, dynamic programming gives the best schedule exactly
///    ([CheapestSchedule]), and any reward gives a lower bound. The best reward gives the bound.
///
/// **Allowances.** Replicas differ from their profile (2 %) and start-ups from their mean (10 %),
/// both lognormal. Over the judged time the replicas may together be faster by three standard
/// deviations of the mean of as many replicas as the work needs on average, and all start-ups
/// together shorter by three standard deviations of their sum. A policy with a better result was
/// luckier than one run in 700. After its first token a request gets at least one token per longest
/// iteration, so it can stay unjudged near the end only.
///
/// **Assumptions.** A service keeps its declared minimum if it began with it; its maximum is the
/// pool's devices. Stock-outs, other workloads and the declared maximum are left out: they only add
/// cost.
public final class CostLowerBound {
  private static final double SIGMAS = 3;
  private static final int[] SLOT_LENGTHS = {1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60};
  private static final long MAX_STEPS = 2_000_000;
  private static final double MAX_REWARD = 1e9;

  /// Numbers of start-ups at the touching points of a linear lower bound with the bound on their
  /// total time. The first is the line through none and one.
  private static final List<Double> STARTUPS = List.of(0.0, 16.0, 144.0);

  private final List<PlacementCost> lanes;
  private final int floor;
  private final JudgedRequests requests;
  private final TimeSlots finest;
  private final Map<Double, Double> known = new TreeMap<>();

  private CostLowerBound(PolicyTrial trial) {
    this.lanes = PlacementCost.of(trial);
    this.floor = TrialService.of(trial).floor();
    this.requests = new JudgedRequests(trial, lanes);
    this.finest = TimeSlots.finest(requests);
  }

  /// Prepares the bound of a trial.
  ///
  /// @throws IllegalArgumentException when its workload is no inference service, or its pool has no
  ///     device for it
  public static CostLowerBound of(PolicyTrial trial) {
    if (PlacementCost.of(trial).isEmpty()) {
      throw new IllegalArgumentException(
          "pool of " + trial.workload() + " has no device for any of its placements. Add some.");
    }
    return new CostLowerBound(trial);
  }

  /// Returns the dollars of a lower bound on every schedule at `attainment`; infinite when no
  /// schedule reaches it.
  ///
  /// Earlier answers are cached. Safe for use by several threads.
  ///
  /// @param attainment share of good requests among the judged ones, 0..1
  public synchronized double usdAt(double attainment) {
    Require.share("attainment", attainment);
    return known.computeIfAbsent(attainment, this::bound);
  }

  private double bound(double attainment) {
    double work = NeededWork.usd(requests, attainment);
    if (work == Double.POSITIVE_INFINITY) {
      return work;
    }
    double faster = faster(work);
    double needed = work / faster;
    double best = StrictMath.max(needed, floor * cheapest() * requests.seconds);
    for (double startups : STARTUPS) {
      best = StrictMath.max(best, bound(needed, faster, Startups.line(lanes, startups)));
    }
    return best;
  }

  private double bound(double needed, double faster, Startups startups) {
    for (int times : SLOT_LENGTHS) {
      TimeSlots slots = finest.joined(times);
      if (2 * slots.seconds() > startups.seconds()) {
        return 0;
      }
      FleetSizes sizes = FleetSizes.of(lanes, floor, slots.most() / faster / slots.seconds());
      CheapestSchedule schedule = new CheapestSchedule(sizes, slots, startups.seconds(), faster);
      if (schedule.steps() <= MAX_STEPS) {
        return solve(schedule, needed) - startups.usdOff();
      }
    }
    return 0;
  }

  private static double solve(CheapestSchedule schedule, double needed) {
    if (schedule.mostWork() < needed) {
      return Double.POSITIVE_INFINITY;
    }
    Tangent low = schedule.dual(0, needed);
    double reward = 4;
    Tangent high = schedule.dual(reward, needed);
    while (high.slope() > 0 && reward < MAX_REWARD) {
      low = high;
      reward *= 4;
      high = schedule.dual(reward, needed);
    }
    return ConcaveMaximum.between(low, high, at -> schedule.dual(at, needed));
  }

  private double cheapest() {
    return lanes.stream().mapToDouble(PlacementCost::usdPerSecond).min().orElseThrow();
  }

  /// Returns the largest speed of all replicas together, as a multiple of the declared speed.
  private double faster(double work) {
    double dearest = lanes.stream().mapToDouble(PlacementCost::usdPerSecond).max().orElseThrow();
    double longest =
        lanes.stream()
            .mapToDouble(lane -> ReplicaWork.longestIterationSeconds(lane.engine()))
            .max()
            .orElseThrow();
    double replicas = StrictMath.max(1, work / dearest / requests.seconds);
    double speed = ReplicaWork.SPEED_SIGMA * ReplicaWork.SPEED_SIGMA;
    double noise =
        ReplicaWork.ITERATION_SIGMA
            * ReplicaWork.ITERATION_SIGMA
            * StrictMath.min(1, longest / requests.seconds);
    return StrictMath.exp(SIGMAS * StrictMath.sqrt((speed + noise) / replicas) + speed);
  }

  /// Line below the total time of start-ups.
  ///
  /// With k start-ups of s each on average, the total is k s, less three standard deviations of 0.1
  /// s sqrt(k): a convex function of k s, so its tangents lie below it.
  ///
  /// @param seconds to pay for each
  /// @param usdOff to take off the whole
  private record Startups(double seconds, double usdOff) {
    static Startups line(List<PlacementCost> lanes, double touching) {
      double least = lanes.stream().mapToDouble(PlacementCost::startupSeconds).min().orElseThrow();
      if (touching == 0) {
        return new Startups(least * (1 - SIGMAS * Cluster.STARTUP_SIGMA), 0);
      }
      double dearest =
          lanes.stream()
              .mapToDouble(lane -> lane.startupSeconds() * lane.usdPerSecond())
              .max()
              .orElseThrow();
      double half = SIGMAS * Cluster.STARTUP_SIGMA / 2;
      return new Startups(
          least * (1 - half / StrictMath.sqrt(touching)),
          dearest * half * StrictMath.sqrt(touching));
    }
  }
}
