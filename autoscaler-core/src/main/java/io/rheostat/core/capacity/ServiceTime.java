package io.rheostat.core.capacity;

import io.rheostat.model.fleet.Slo;

/// Times of requests of one mean length on one replica, in steady state.
///
/// With λ requests a second, Little's law gives a batch of λ·O·T and prefill of λ·I·T tokens an
/// iteration, so T = α / (1 − λ·(δ·I + κ·O)): the fixed point of the linear iteration time.
///
/// @param base α, seconds
/// @param perSequence κ, seconds
/// @param perPrefillToken δ, seconds
/// @param inputTokens I
/// @param outputTokens O
/// @param replicas number of replicas sharing one stream of requests
record ServiceTime(
    double base,
    double perSequence,
    double perPrefillToken,
    double inputTokens,
    double outputTokens,
    int replicas) {
  /// Largest share of the TPOT limit for the requests' mean TPOT, so the slow ones meet it too.
  private static final double TPOT_SHARE = 0.85;

  /// Standard normal quantile of 99 %.
  private static final double Z99 = 2.326;

  /// Squared coefficient of variation of prompt and output lengths, as of both Azure traces (0.9 to
  /// 1.2).
  private static final double LENGTH_VARIATION = 1.0;

  /// Ratio of a prompt at the 99th percentile to the mean one, approximately.
  private static final double LONG_PROMPT = 1.5;

  /// Least share of the TTFT limit for waiting, however long prompts are.
  private static final double LEAST_PATIENCE = 0.3;

  /// Halvings of the interval of rates: 2⁻⁴⁰ of the highest rate.
  private static final int BISECTIONS = 40;

  /// Limits of a replica's batch.
  ///
  /// @param kvTokens tokens the KV cache holds
  /// @param maxSequences largest batch
  /// @param chunkTokens most prompt tokens in an iteration
  record BatchLimits(double kvTokens, int maxSequences, int chunkTokens) {}

  /// Returns the highest rate, by bisection: every condition only gets harder with the rate.
  double highestRate(Slo slo, BatchLimits limits) {
    double low = 0;
    double high = 1 / (perPrefillToken * inputTokens + perSequence * outputTokens);
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (low + high) / 2;
      if (isWithin(middle, slo, limits)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// Returns the latency at a rate below the highest one, requests per second.
  RequestLatency latency(double rate, int chunkTokens) {
    double busy = rate * (perPrefillToken * inputTokens + perSequence * outputTokens);
    double iteration = base / (1 - busy);
    double batch = rate * outputTokens * iteration;
    double iterations = StrictMath.ceil(inputTokens / chunkTokens);
    double prefill = perPrefillToken * inputTokens + iterations * (base + perSequence * batch);
    return new RequestLatency(
        prefill + wait(rate * prefill, prefill),
        iteration,
        batch + Z99 * StrictMath.sqrt(batch * (1 + LENGTH_VARIATION)));
  }

  private boolean isWithin(double rate, Slo slo, BatchLimits limits) {
    double busy = rate * (perPrefillToken * inputTokens + perSequence * outputTokens);
    double iteration = base / (1 - busy);
    if (iteration > TPOT_SHARE * slo.tpotSeconds()) {
      return false;
    }
    double batch = rate * outputTokens * iteration;
    double crowded = batch + Z99 * StrictMath.sqrt(batch * (1 + LENGTH_VARIATION));
    if (crowded > limits.maxSequences()) {
      return false;
    }
    if (!decodesInTime(rate, batch, slo)) {
      return false;
    }
    double context = inputTokens + outputTokens / 2;
    if (crowded * context > limits.kvTokens()) {
      return false;
    }
    double iterations = StrictMath.ceil(inputTokens / limits.chunkTokens());
    double prefill = perPrefillToken * inputTokens + iterations * (base + perSequence * batch);
    // Prompts too long by themselves are late at any rate: a rate is judged by the others.
    double patience =
        Math.max(slo.ttftSeconds() - LONG_PROMPT * prefill, LEAST_PATIENCE * slo.ttftSeconds());
    return prefill < slo.ttftSeconds() && wait(rate * prefill, prefill) <= patience;
  }

  /// Returns whether nearly all requests decode in time although prompts are prefilled meanwhile:
  /// the prefill arriving during one decode at its limit (a compound Poisson sum, its spread evened
  /// out by the router) leaves enough of that time. Short answers feel it most.
  private boolean decodesInTime(double rate, double batch, Slo slo) {
    double decoding = outputTokens * slo.tpotSeconds();
    double prefill = perPrefillToken * inputTokens;
    double mean = rate * prefill * decoding;
    double spread = prefill * StrictMath.sqrt(rate * decoding * (1 + LENGTH_VARIATION) / replicas);
    return mean + Z99 * spread <= decoding - outputTokens * (base + perSequence * batch);
  }

  /// Returns the 99th percentile of the wait for earlier prompts (M/G/1), shared by the replicas
  /// behind a router.
  private double wait(double load, double prefill) {
    if (load >= 1) {
      return Double.POSITIVE_INFINITY;
    }
    double meanWait = load * prefill * (1 + LENGTH_VARIATION) / (2 * (1 - load));
    return load <= 0.05 ? 0 : meanWait / load * StrictMath.log(load / 0.05) / replicas;
  }
}
