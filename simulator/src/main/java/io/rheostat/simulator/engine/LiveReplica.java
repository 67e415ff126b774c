package io.rheostat.simulator.engine;

import io.rheostat.model.fleet.Slo;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.model.signal.Sample;
import io.rheostat.simulator.chance.Chance;
import io.rheostat.simulator.chance.NoiseTable;
import java.time.Duration;
import java.util.List;

/// One engine fed with requests as they arrive, by the owner of the time. Times are nanoseconds and
/// never go back. Not safe for use by several threads.
public final class LiveReplica {
  /// Limits without effect: verdicts are left to the callers.
  private static final Slo ANY = new Slo(Duration.ofHours(1), Duration.ofHours(1), 0.5);

  private final InferenceReplica replica;

  /// A request submitted to the engine.
  public static final class Ticket {
    private final Sequence sequence;

    private Ticket(Sequence sequence) {
      this.sequence = sequence;
    }

    /// Tells whether its first token is there.
    public boolean hasBegun() {
      return sequence.started();
    }

    /// Tells whether all its tokens are there.
    public boolean isDone() {
      return sequence.finished();
    }
  }

  /// @param seed of its own speed and noise
  /// @param at the time now
  public LiveReplica(EngineProfile profile, long seed, long at) {
    NoiseTable noise = new NoiseTable(Chance.seed(seed, "iterations"), EnginePace.ITERATION_SIGMA);
    replica =
        new InferenceReplica(
            "live", profile, new RequestLedger(ANY), new EnginePace(noise, seed), at);
  }

  /// Submits a request at `at`, after [#advance] to the same time.
  ///
  /// @throws IllegalArgumentException when it is longer than the KV cache
  public Ticket submit(int inputTokens, int outputTokens, long at) {
    Sequence sequence = new Sequence(at, inputTokens, outputTokens);
    if (!replica.holds(sequence)) {
      throw new IllegalArgumentException(
          "a request of "
              + inputTokens
              + " + "
              + outputTokens
              + " tokens does not fit into the KV cache. Make it shorter.");
    }
    replica.enqueue(sequence, at);
    return new Ticket(sequence);
  }

  /// Runs all iterations ending by `until`.
  public void advance(long until) {
    replica.advance(until);
  }

  /// Returns the time of the next event; `Long.MAX_VALUE` when it is idle.
  public long nextEvent() {
    return replica.nextIterationEnd();
  }

  /// Returns its signals, in canonical order.
  public List<Sample> samples() {
    return replica.samples();
  }
}
