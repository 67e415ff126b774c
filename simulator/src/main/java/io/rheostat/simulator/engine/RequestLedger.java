package io.rheostat.simulator.engine;

import io.rheostat.model.fleet.Slo;

/// Verdicts over a service's requests.
final class RequestLedger {
  private final Slo slo;
  long finished;
  long refused;
  long good;
  long preemptions;

  private final Buckets firstTokens = new Buckets(Buckets.FINE);
  private final Buckets perTokens = new Buckets(Buckets.FINE);

  // Sums in whole nanoseconds: the order of finishing replicas between two arrivals depends on the
  // split of time, and would change a sum of doubles.
  private long firstTokenNanos;
  private long outputTokenNanos;

  RequestLedger(Slo slo) {
    this.slo = slo;
  }

  void finish(double timeToFirstToken, double timePerOutputToken) {
    finished++;
    firstTokens.add(timeToFirstToken);
    perTokens.add(timePerOutputToken);
    firstTokenNanos += StrictMath.round(timeToFirstToken * 1e9);
    outputTokenNanos += StrictMath.round(timePerOutputToken * 1e9);
    if (!late(timeToFirstToken) && timePerOutputToken <= slo.tpotSeconds()) {
      good++;
    }
  }

  InferenceService.Latencies latencies() {
    return new InferenceService.Latencies(firstTokens.view(), perTokens.view());
  }

  double meanTimeToFirstToken() {
    return firstTokenNanos / 1e9 / StrictMath.max(1, finished);
  }

  double meanTimePerOutputToken() {
    return outputTokenNanos / 1e9 / StrictMath.max(1, finished);
  }

  /// Returns the number of sequences past the objective's time to first token.
  int late(Iterable<Sequence> sequences, long now) {
    int count = 0;
    for (Sequence sequence : sequences) {
      count += late(sequence.timeToFirstToken(now)) ? 1 : 0;
    }
    return count;
  }

  private boolean late(double timeToFirstToken) {
    return timeToFirstToken > slo.ttftSeconds();
  }
}
