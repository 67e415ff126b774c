package io.rheostat.contest.bound;

import io.rheostat.contest.trial.PolicyTrial;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.simulator.engine.ReplicaWork;
import io.rheostat.simulator.trace.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Demand of a trial's whole trace for replicas, slot by slot, and the schedules made from it.
final class ForeseenDemand {
  /// Length of a slot.
  static final Duration SLOT = Duration.ofSeconds(5);

  private static final double SLOT_SECONDS = SLOT.toSeconds();

  /// Assumed pace of decoding, as a share of the limit of TPOT.
  private static final double PACE = 0.5;

  private final List<PlacementCost> lanes;
  private final TrialService subject;
  private final int most;

  /// Replica-seconds of arrived work before each slot.
  private final double[] before;

  ForeseenDemand(PolicyTrial trial) {
    this.subject = TrialService.of(trial);
    this.lanes = cheapestFirst(trial);
    this.most =
        StrictMath.min(
            subject.workload().bounds().maxReplicas(),
            lanes.stream().mapToInt(PlacementCost::most).sum());
    double seconds = trial.unscored().plus(trial.length()).toNanos() / 1e9;
    double[] work = work((int) StrictMath.ceil(seconds / SLOT_SECONDS));
    this.before = new double[work.length + 1];
    for (int slot = 0; slot < work.length; slot++) {
      before[slot + 1] = before[slot] + work[slot];
    }
  }

  /// Returns the placements, the cheapest for this trace first.
  List<PlacementCost> lanes() {
    return lanes;
  }

  /// Returns the fewest replicas allowed in a schedule.
  int floor() {
    return subject.workload().bounds().minReplicas();
  }

  private List<PlacementCost> cheapestFirst(PolicyTrial trial) {
    List<PlacementCost> sorted = new ArrayList<>(PlacementCost.of(trial));
    sorted.sort(
        Comparator.comparingDouble(
            lane -> {
              double total = 0;
              for (Request request : subject.requests()) {
                total += seconds(lane.engine(), request);
              }
              return total * lane.usdPerSecond();
            }));
    return List.copyOf(sorted);
  }

  private static double seconds(EngineProfile engine, Request request) {
    return ReplicaWork.seconds(engine, request.inputTokens(), request.outputTokens());
  }

  /// Returns the work of each slot: the first token's work in the slot of arrival, the rest spread
  /// over the slots it may take.
  private double[] work(int slots) {
    EngineProfile engine = lanes.getFirst().engine();
    double[] work = new double[slots];
    for (Request request : subject.requests()) {
      int slot = (int) (request.at().toNanos() / 1e9 / SLOT_SECONDS);
      double first = ReplicaWork.seconds(engine, request.inputTokens(), 1);
      double rest = seconds(engine, request) - first;
      double decoding = request.outputTokens() * subject.slo().tpotSeconds() * PACE;
      int spread = 1 + (int) (decoding / SLOT_SECONDS);
      for (int i = 0; i < spread && slot + i < slots; i++) {
        work[slot + i] += rest / spread + (i == 0 ? first : 0);
      }
    }
    return work;
  }

  /// Returns a layered schedule: the k-th replica is up while the work needs k of them.
  Schedule schedule(Plan plan) {
    int slots = before.length - 1;
    int[] counts = new int[slots];
    int[] needed = needed(plan);
    double startup = lanes.getFirst().startupSeconds() + plan.lead().toSeconds();
    int early = (int) StrictMath.ceil(startup / SLOT_SECONDS);
    for (int layer = 0; layer < most; layer++) {
      addLayer(layer, needed, early, counts);
    }
    List<Integer> replicas = new ArrayList<>();
    for (int count : counts) {
      replicas.add(StrictMath.max(count, floor()));
    }
    return new Schedule(SLOT, replicas);
  }

  /// Settings of a schedule.
  ///
  /// @param window of the work's average, around a slot
  /// @param utilisation planned share of a replica's busy time
  /// @param lead additional lead of a launch beyond the start-up time
  record Plan(Duration window, double utilisation, Duration lead) {
    String name() {
      return "clairvoyant window=%ds utilisation=%d%% lead=%ds"
          .formatted(window.toSeconds(), StrictMath.round(100 * utilisation), lead.toSeconds());
    }
  }

  private int[] needed(Plan plan) {
    int slots = before.length - 1;
    int half = (int) (plan.window().toSeconds() / SLOT_SECONDS / 2);
    int[] needed = new int[slots];
    for (int slot = 0; slot < slots; slot++) {
      int from = StrictMath.max(0, slot - half);
      int until = StrictMath.min(slots, slot + half + 1);
      double busy = (before[until] - before[from]) / ((until - from) * SLOT_SECONDS);
      needed[slot] = (int) StrictMath.ceil(busy / plan.utilisation() - 1e-9);
    }
    return needed;
  }

  /// Adds one layer: up from `early` slots before its need, kept up through gaps no longer than
  /// `early`.
  private static void addLayer(int layer, int[] needed, int early, int[] counts) {
    int filled = 0;
    for (int slot = 0; slot < needed.length; slot++) {
      if (needed[slot] > layer) {
        for (int i = StrictMath.max(filled, slot - early); i <= slot; i++) {
          counts[i]++;
        }
        filled = slot + 1;
      }
    }
  }
}
