package io.rheostat.core.estimate.training;

import io.rheostat.core.training.ThroughputModel;
import io.rheostat.core.training.ThroughputObservation;
import io.rheostat.core.workload.RootDraft;
import io.rheostat.model.signal.Signal;
import java.util.Collections;
import java.util.EnumSet;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// Learning of a placement's step times from steps whose synchronisation was measured.
///
/// Without that time a step says nothing of how it would take with other workers, so a page that
/// does not tell it leaves the job with its profile and a regression on whole steps.
public final class StepLearning {
  /// Signals of a step beyond its time, width and batch.
  public static final Set<Signal> DETAILS =
      Collections.unmodifiableSet(
          EnumSet.of(
              Signal.SYNC_TIME,
              Signal.PASS_TIME,
              Signal.TRAINING_NODES,
              Signal.LOCAL_BATCH,
              Signal.ACCUMULATION));

  /// Shortest plausible pass, in seconds.
  private static final double SHORTEST_SECONDS = 1e-6;

  /// Largest plausible local batch, in samples.
  private static final double MOST_SAMPLES = 1e9;

  private StepLearning() {}

  /// One step as reported.
  ///
  /// @param workers workers taking part
  /// @param batch samples over all workers and passes
  /// @param seconds its duration, all passes included
  /// @param signals its further signals; empty for one not told with it
  public record Step(
      int workers, double batch, double seconds, Function<Signal, OptionalDouble> signals) {}

  /// Learns from a step, when its synchronisation was told with it.
  public static void learn(RootDraft root, String placement, Step step) {
    OptionalDouble sync = step.signals().apply(Signal.SYNC_TIME);
    int passes = 1 + (int) Math.max(0, step.signals().apply(Signal.ACCUMULATION).orElse(0));
    if (sync.isEmpty() || sync.getAsDouble() < 0 || sync.getAsDouble() >= step.seconds()) {
      return;
    }
    double pass =
        step.signals()
            .apply(Signal.PASS_TIME)
            .orElse((step.seconds() - sync.getAsDouble()) / passes);
    double last = step.seconds() - (passes - 1) * pass;
    if (pass > last) {
      return; // a pass with synchronisation takes no less than one without
    }
    double local =
        step.signals().apply(Signal.LOCAL_BATCH).orElse(step.batch() / step.workers() / passes);
    int nodes = (int) step.signals().apply(Signal.TRAINING_NODES).orElse(1);
    if (pass < SHORTEST_SECONDS
        || last < SHORTEST_SECONDS
        || !(local > 0)
        || local > MOST_SAMPLES) {
      return;
    }
    ThroughputModel before = root.throughputs.getOrDefault(placement, ThroughputModel.EMPTY);
    ThroughputModel after =
        before.observe(
            new ThroughputObservation(
                Math.clamp(nodes, 1, step.workers()), step.workers(), local, pass, last));
    if (!after.equals(before)) {
      SortedMap<String, ThroughputModel> changed = new TreeMap<>(root.throughputs);
      changed.put(placement, after);
      root.throughputs = changed;
    }
  }
}
