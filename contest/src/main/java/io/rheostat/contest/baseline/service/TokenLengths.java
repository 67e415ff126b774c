package io.rheostat.contest.baseline.service;

import io.rheostat.simulator.engine.ReplicaView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Mean tokens of a request from counters: tokens over finished requests, of the last five minutes;
/// the declared means while fewer than ten requests have finished in this time.
public final class TokenLengths {
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final long ENOUGH = 10;

  /// Mean tokens of a request.
  ///
  /// @param input prompt tokens
  /// @param output generated tokens
  public record Mean(double input, double output) {
    /// Returns the KV tokens of a request half-way through its answer.
    public double context() {
      return input + output / 2;
    }
  }

  private record Counts(Instant at, long prompt, long generated, long finished) {
    Counts minus(Counts earlier) {
      return new Counts(
          at, prompt - earlier.prompt, generated - earlier.generated, finished - earlier.finished);
    }
  }

  private final Mean declared;
  private final SortedMap<String, Counts> last = new TreeMap<>();
  private final Deque<Counts> totals = new ArrayDeque<>();
  private long prompt;
  private long generated;
  private long finished;

  public TokenLengths(Mean declared) {
    this.declared = declared;
  }

  /// Adds the counters of the replicas; time does not go back.
  public void add(Instant at, List<ReplicaView> replicas) {
    for (ReplicaView replica : replicas) {
      Counts now =
          new Counts(at, replica.promptTokens(), replica.generationTokens(), replica.finished());
      Counts before = last.put(replica.name(), now);
      Counts grown = before == null ? now : now.minus(before);
      prompt += grown.prompt;
      generated += grown.generated;
      finished += grown.finished;
    }
    last.values().removeIf(counts -> counts.at.isBefore(at));
    totals.addLast(new Counts(at, prompt, generated, finished));
    while (totals.getFirst().at.isBefore(at.minus(WINDOW))) {
      totals.removeFirst();
    }
  }

  /// Returns the current means.
  public Mean mean() {
    if (totals.isEmpty()) {
      return declared;
    }
    Counts grown = totals.getLast().minus(totals.getFirst());
    return grown.finished < ENOUGH
        ? declared
        : new Mean(
            (double) grown.prompt / grown.finished, (double) grown.generated / grown.finished);
  }
}
