package io.rheostat.core.capacity;

import io.rheostat.model.resource.StepProfile;

/// Time of a training step on one placement, learned from steps at the tried widths: `a·b + [k >
/// 1]·s + max(k − 2, 0)·q`. Immutable.
///
/// @param step regression of a, s, q
public record StepModel(LinearModel step) {
  /// Standard deviation of a profile derived from a data sheet, as a share.
  private static final double DERIVED_DEVIATION = 0.5;

  /// Standard deviation of a declared profile, as a share.
  private static final double DECLARED_DEVIATION = 0.2;

  /// Standard deviation of one observed step, as a share.
  private static final double OBSERVATION_NOISE = 0.05;

  /// Observations after which half of the confidence is reached.
  private static final double LEARNED_AT = 6;

  /// Returns the model before its first observation.
  public static StepModel of(StepProfile profile, boolean declared) {
    double[] prior = {
      profile.perSampleSeconds(),
      Math.max(1e-6, profile.syncSeconds()),
      Math.max(1e-7, profile.perWorkerSyncSeconds())
    };
    return new StepModel(
        LinearModel.prior(prior, declared ? DECLARED_DEVIATION : DERIVED_DEVIATION));
  }

  /// Returns the model after a step of `workers` workers with `samplesPerWorker` samples each.
  public StepModel observe(int workers, double samplesPerWorker, double seconds) {
    double noise = seconds * OBSERVATION_NOISE;
    return new StepModel(
        step.observe(regressors(workers, samplesPerWorker), seconds, noise * noise));
  }

  /// Returns the samples a second at a width.
  public double samplesPerSecond(int workers, double samplesPerWorker) {
    double seconds = step.predict(regressors(workers, samplesPerWorker));
    return workers * samplesPerWorker / Math.max(1e-9, seconds);
  }

  /// Returns the confidence of the model at a width, 0 (a prior) to 1.
  public double confidence() {
    double learned = step.observations() / LEARNED_AT;
    return Math.min(1, learned / (1 + learned));
  }

  /// Returns the expected speed as a profile.
  public StepProfile profile() {
    return new StepProfile(
        Math.max(Double.MIN_NORMAL, step.mean()[0]), step.mean()[1], step.mean()[2]);
  }

  private static double[] regressors(int workers, double samplesPerWorker) {
    return new double[] {samplesPerWorker, workers > 1 ? 1 : 0, Math.max(0, workers - 2)};
  }
}
