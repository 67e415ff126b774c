package io.rheostat.core.capacity;

import io.rheostat.model.fleet.Slo;
import io.rheostat.model.resource.EngineProfile;

/// Speed and capacity of a replica on one placement. Immutable.
///
/// An iteration with n sequences and p prefilled tokens takes `α + κ·n + δ·p` seconds. α, κ and δ
/// are learned: over an interval a replica with mean batch n and g generated tokens a second took
/// n/g seconds a token, while p was (prompt tokens a second) × (n/g).
///
/// @param iteration α, κ, δ
/// @param kvTokens tokens the KV cache holds
/// @param maxSequences largest batch
/// @param chunkTokens most prompt tokens in an iteration
/// @param saturatedRate requests per second finished while requests were queueing, smoothed; 0 for
///     never
/// @param saturation remaining weight of that rate, 0..1
public record EngineModel(
    LinearModel iteration,
    double kvTokens,
    int maxSequences,
    int chunkTokens,
    double saturatedRate,
    double saturation) {
  /// Standard deviation of a profile derived from a data sheet, as a share.
  private static final double DERIVED_DEVIATION = 0.4;

  /// Standard deviation of a declared profile, as a share.
  private static final double DECLARED_DEVIATION = 0.2;

  /// Standard deviation of an observed interval with a full batch, as a share.
  private static final double OBSERVATION_NOISE = 0.12;

  /// Additional deviation of an idle interval, as a share; it falls with the running requests.
  private static final double IDLE_NOISE = 1.5;

  /// Weight of a new saturated rate against the known one.
  private static final double SATURATION_WEIGHT = 0.1;
  /// Weight of one full interval: it may be the start of a burst; several in a row are a limit.
  private static final double SATURATION_GROWS = 0.25;

  /// Share of the weight of earlier saturation left after an interval without a queue.
  private static final double SATURATION_FADES = 0.9;

  /// Observations after which half of the confidence is reached.
  private static final double LEARNED_AT = 20;

  /// Shortest iteration, seconds: it keeps a division finite.
  private static final double SHORTEST_ITERATION_SECONDS = 1e-6;

  /// Returns the model before its first observation.
  ///
  /// @param contextTokens mean tokens of a sequence in the cache
  /// @param declared whether the profile was declared rather than derived
  public static EngineModel of(EngineProfile profile, double contextTokens, boolean declared) {
    double perSequence = profile.perSequenceSeconds() + profile.perKvTokenSeconds() * contextTokens;
    double[] prior = {
      profile.baseSeconds(), Math.max(1e-7, perSequence), profile.perPrefillTokenSeconds()
    };
    return new EngineModel(
        LinearModel.prior(prior, declared ? DECLARED_DEVIATION : DERIVED_DEVIATION),
        profile.kvTokens(),
        profile.maxSequences(),
        profile.chunkTokens(),
        0,
        0);
  }

  /// Returns the model after an interval of one replica.
  ///
  /// @param running mean running requests
  /// @param secondsPerToken mean seconds a token
  /// @param promptRate prompt tokens per second
  public EngineModel observe(double running, double secondsPerToken, double promptRate) {
    double[] x = regressors(running, secondsPerToken, promptRate);
    // The mean of a nearly idle interval says little about the busy moments within it.
    double noise = secondsPerToken * (OBSERVATION_NOISE + IDLE_NOISE / (1 + running));
    return new EngineModel(
        iteration.observe(x, secondsPerToken, noise * noise),
        kvTokens,
        maxSequences,
        chunkTokens,
        saturatedRate,
        saturation);
  }

  /// Returns the regressors of an observation. A sequence shares its batch with those it finds and
  /// itself, so a token's batch is one more than the time average.
  private double[] regressors(double running, double secondsPerToken, double promptRate) {
    return new double[] {1, Math.min(maxSequences, running + 1), promptRate * secondsPerToken};
  }

  /// Returns the model after an interval with queueing (`finishedRate` is then its limit) or
  /// without (earlier observations fade).
  public EngineModel saturated(boolean queueing, double finishedRate) {
    if (!queueing) {
      return withSaturation(saturatedRate, saturation * SATURATION_FADES);
    }
    double rate =
        saturation < 0.05
            ? finishedRate
            : saturatedRate + SATURATION_WEIGHT * (finishedRate - saturatedRate);
    return withSaturation(rate, saturation + SATURATION_GROWS * (1 - saturation));
  }

  private EngineModel withSaturation(double rate, double weight) {
    return new EngineModel(iteration, kvTokens, maxSequences, chunkTokens, rate, weight);
  }

  /// Returns the confidence of the model at an operating point, 0 (a prior) to 1.
  public double confidence() {
    double learned = iteration.observations() / LEARNED_AT;
    return Math.min(1, learned / (1 + learned) * (1 + 1 / LEARNED_AT));
  }

  /// Returns the tokens per second generated by a full batch while no prompt is read.
  public double peakTokensPerSecond() {
    double seconds = iteration.mean()[0] + iteration.mean()[1] * maxSequences;
    return maxSequences / Math.max(SHORTEST_ITERATION_SECONDS, seconds);
  }

  /// Returns the expected speed as a profile; the time for the cached tokens of a sequence is part
  /// of that for the sequence, as it was learned.
  public EngineProfile profile() {
    return new EngineProfile(
        iteration.mean()[0],
        iteration.mean()[1],
        0,
        Math.max(Double.MIN_NORMAL, iteration.mean()[2]),
        kvTokens,
        maxSequences,
        chunkTokens);
  }

  /// Load on a replica.
  ///
  /// @param inputTokens mean prompt tokens of a request
  /// @param outputTokens mean generated tokens of a request
  /// @param replicas number of replicas sharing the requests, itself included: a router evens out
  ///     their queues
  public record Load(double inputTokens, double outputTokens, int replicas) {}

  /// Returns the highest rate of one replica within the objective, requests per second; 0 when a
  /// single request already breaks it.
  ///
  /// @param pessimism standard deviations by which the replica may be slower than expected
  public double capacity(Load load, Slo slo, double pessimism) {
    double inputTokens = load.inputTokens;
    double outputTokens = load.outputTokens;
    double slowness = slowness(inputTokens, outputTokens, pessimism);
    ServiceTime service = service(load, slowness);
    double rate =
        service.highestRate(slo, new ServiceTime.BatchLimits(kvTokens, maxSequences, chunkTokens));
    if (saturation > 0.05 && saturatedRate > 0) {
      double measured = Math.min(rate, saturatedRate * 0.95);
      return rate + saturation * (measured - rate);
    }
    return rate;
  }

  /// Returns the expected latency at a rate of requests per second and replica, at most its
  /// capacity.
  public RequestLatency latency(Load load, double rate) {
    return service(load, 1).latency(rate, chunkTokens);
  }

  private ServiceTime service(Load load, double slowness) {
    return new ServiceTime(
        iteration.mean()[0] * slowness,
        iteration.mean()[1] * slowness,
        iteration.mean()[2] * slowness,
        Math.max(1, load.inputTokens),
        Math.max(1, load.outputTokens),
        Math.max(1, load.replicas));
  }

  private double slowness(double inputTokens, double outputTokens, double pessimism) {
    if (pessimism == 0) {
      return 1;
    }
    double batch = maxSequences / 4.0;
    double perIteration = batch * inputTokens / Math.max(1, outputTokens);
    double[] x = {1, batch, Math.min(chunkTokens, perIteration)};
    double expected = iteration.predict(x);
    return 1 + pessimism * iteration.deviation(x) / Math.max(1e-9, expected);
  }
}
