package io.rheostat.core.performance;

import io.rheostat.model.fleet.Slo;

/// Times of requests of one mean length on one replica, in steady state.
///
/// With λ requests a second, Little's law gives a batch of λ·O·T and prefill of λ·I·T tokens an
/// iteration,
/// so T = α / (1 − λ·(δ·I + κ·O)): the fixed point of the linear iteration time.
///
/// @param base α, seconds
/// @param perSequence κ, seconds
/// @param perPrefillToken δ, seconds
/// @param inputTokens I
/// @param outputTokens O
record ServiceTime(
    double base,
    double perSequence,
    double perPrefillToken,
    double inputTokens,
    double outputTokens) {
  /// Requests' mean TPOT stays this far below the limit, so that the slow ones meet it too.
  private static final double TPOT_SHARE = 0.85;

  /// Standard normal quantile of 99 %.
  private static final double Z99 = 2.326;

  /// Squared coefficient of variation of prompt and output lengths, as of both Azure traces (0.9 to
  /// 1.2).
  private static final double LENGTH_VARIATION = 1.0;

  /// A prompt at the 99th percentile is about this many times the mean one.
  private static final double LONG_PROMPT = 2.5;

  private static final int BISECTIONS = 40;

  /// The highest rate, by bisection: every condition only gets harder with the rate.
  double highestRate(Slo slo, EngineModel engine) {
    double low = 0;
    double high = 1 / (perPrefillToken * inputTokens + perSequence * outputTokens);
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (low + high) / 2;
      if (isWithin(middle, slo, engine)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private boolean isWithin(double rate, Slo slo, EngineModel engine) {
    double busy = rate * (perPrefillToken * inputTokens + perSequence * outputTokens);
    double iteration = base / (1 - busy);
    if (iteration > TPOT_SHARE * slo.tpotSeconds()) {
      return false;
    }
    double batch = rate * outputTokens * iteration;
    double crowded = batch + Z99 * StrictMath.sqrt(batch * (1 + LENGTH_VARIATION));
    if (crowded > engine.maxSequences()) {
      return false;
    }
    double context = inputTokens + outputTokens / 2;
    if (crowded * context > engine.kvTokens()) {
      return false;
    }
    return firstToken(rate, batch, engine.chunkTokens()) <= slo.ttftSeconds();
  }

  /// 99th percentile of TTFT: a long prompt's own prefill after the wait for those before it
  /// (M/G/1).
  private double firstToken(double rate, double batch, int chunkTokens) {
    double iterations = StrictMath.ceil(inputTokens / chunkTokens);
    double prefill = perPrefillToken * inputTokens + iterations * (base + perSequence * batch);
    double load = rate * prefill;
    if (load >= 1) {
      return Double.POSITIVE_INFINITY;
    }
    double meanWait = load * prefill * (1 + LENGTH_VARIATION) / (2 * (1 - load));
    double tail = load <= 0.01 ? 0 : meanWait / load * StrictMath.log(load / 0.01);
    return LONG_PROMPT * prefill + tail;
  }
}
