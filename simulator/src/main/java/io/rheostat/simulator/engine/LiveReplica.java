package io.rheostat.simulator.engine;

import io.rheostat.model.fleet.EngineProfile;
import io.rheostat.model.fleet.Slo;
import io.rheostat.model.signal.Sample;
import io.rheostat.simulator.chance.Chance;
import io.rheostat.simulator.chance.NoiseTable;
import java.time.Duration;
import java.util.List;

/// One engine that is given its requests as they come, by whoever keeps the time. Times are
/// nanoseconds and never go back. Not safe for use by several threads.
public final class LiveReplica {
  /// Verdicts are left to those who ask.
  private static final Slo ANY = new Slo(Duration.ofHours(1), Duration.ofHours(1), 0.5);

  private final InferenceReplica replica;

  /// A request that was given to the engine.
  public static final class Ticket {
    private final Sequence sequence;

    private Ticket(Sequence sequence) {
      this.sequence = sequence;
    }

    /// Whether its first token is there.
    public boolean hasBegun() {
      return sequence.started();
    }

    /// Whether all its tokens are there.
    public boolean isDone() {
      return sequence.finished();
    }
  }

  /// @param seed of its own speed and noise
  /// @param at the time now
  public LiveReplica(EngineProfile profile, long seed, long at) {
    NoiseTable noise = new NoiseTable(Chance.seed(seed, "iterations"), Pace.ITERATION_SIGMA);
    replica = new InferenceReplica("live", profile, new Ledger(ANY), new Pace(noise, seed), at);
  }

  /// Gives it a request at a time up to which it was advanced.
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

  /// Runs all iterations that end by then.
  public void advance(long until) {
    replica.advance(until);
  }

  /// When something happens next; `Long.MAX_VALUE` when it is idle.
  public long nextEvent() {
    return replica.nextIterationEnd();
  }

  /// Its signals, in canonical order.
  public List<Sample> samples() {
    return replica.samples();
  }
}
