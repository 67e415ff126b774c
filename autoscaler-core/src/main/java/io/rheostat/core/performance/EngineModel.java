package io.rheostat.core.performance;

import io.rheostat.model.fleet.EngineProfile;
import io.rheostat.model.fleet.Slo;

/// How fast a replica on one placement is, and what it carries. Immutable.
///
/// An iteration with n sequences and p prefilled tokens takes `α + κ·n + δ·p` seconds. α, κ and δ
/// are learned: over an interval a replica with mean batch n that generates g tokens a second took
/// n/g seconds a token, while p was (prompt tokens a second) × (n/g).
///
/// @param iteration α, κ, δ
/// @param kvTokens tokens the KV cache holds
/// @param maxSequences largest batch
/// @param chunkTokens most prompt tokens in an iteration
/// @param saturatedRate requests per second finished while requests were queueing, smoothed; 0 for
///     never
/// @param saturation how much that still counts, 0..1
public record EngineModel(
    LinearModel iteration,
    double kvTokens,
    int maxSequences,
    int chunkTokens,
    double saturatedRate,
    double saturation) {
  private static final double DERIVED_DEVIATION = 0.4;
  private static final double DECLARED_DEVIATION = 0.2;
  private static final double OBSERVATION_NOISE = 0.12;
  private static final double IDLE_NOISE = 1.5;
  private static final double SATURATION_WEIGHT = 0.1;
  /// One full interval may be the start of a burst; several in a row are a limit.
  private static final double SATURATION_GROWS = 0.25;

  private static final double SATURATION_FADES = 0.9;
  private static final double LEARNED_AT = 20;
  private static final double SHORTEST_ITERATION_SECONDS = 1e-6;

  /// The model before its first observation.
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

  /// The model after an interval of one replica.
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

  /// A sequence shares its batch with those it finds and itself, so the batch a token sees is one
  /// more than the time average.
  private double[] regressors(double running, double secondsPerToken, double promptRate) {
    return new double[] {1, Math.min(maxSequences, running + 1), promptRate * secondsPerToken};
  }

  /// The model after an interval in which requests queued (`finishedRate` is then what it can do)
  /// or did not (what was seen before fades).
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

  /// How sure the model is at an operating point, 0 (a prior) to 1.
  public double confidence() {
    double learned = iteration.observations() / LEARNED_AT;
    return Math.min(1, learned / (1 + learned) * (1 + 1 / LEARNED_AT));
  }

  /// Returns the tokens per second that a full batch generates while no prompt is read.
  public double peakTokensPerSecond() {
    double seconds = iteration.mean()[0] + iteration.mean()[1] * maxSequences;
    return maxSequences / Math.max(SHORTEST_ITERATION_SECONDS, seconds);
  }

  /// What a replica is asked to carry.
  ///
  /// @param inputTokens mean prompt tokens of a request
  /// @param outputTokens mean generated tokens of a request
  /// @param replicas that share the requests, itself included: a router evens out their queues
  public record Load(double inputTokens, double outputTokens, int replicas) {}

  /// The highest rate of one replica within the objective, requests per second; 0 when a single
  /// request already breaks it.
  ///
  /// @param pessimism how many standard deviations slower than expected the replica may be
  public double capacity(Load load, Slo slo, double pessimism) {
    double inputTokens = load.inputTokens;
    double outputTokens = load.outputTokens;
    double slowness = slowness(inputTokens, outputTokens, pessimism);
    ServiceTime service =
        new ServiceTime(
            iteration.mean()[0] * slowness,
            iteration.mean()[1] * slowness,
            iteration.mean()[2] * slowness,
            Math.max(1, inputTokens),
            Math.max(1, outputTokens),
            Math.max(1, load.replicas));
    double rate = service.highestRate(slo, this);
    if (saturation > 0.05 && saturatedRate > 0) {
      double measured = Math.min(rate, saturatedRate * 0.95);
      return rate + saturation * (measured - rate);
    }
    return rate;
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
