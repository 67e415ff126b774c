package io.rheostat.core.capacity;

import io.rheostat.model.estimate.LoadQuality;
import java.util.ArrayList;
import java.util.List;

/// Share of good requests by load, as observed on the pages: facts beyond any model of an engine,
/// such as prompts too long to be good at any load. Immutable.
///
/// @param steps ten-second steps seen in each band of load, fading
/// @param good sum of their shares of good requests, fading
@SuppressWarnings("ArrayRecordComponent") // copied before any change
public record ObservedAttainment(double[] steps, double[] good) {
  /// Middles of the bands of load, demand over capacity.
  private static final double[] MIDDLES = {0.1, 0.3, 0.5, 0.65, 0.75, 0.85, 0.95, 1.05};

  /// Curve without observations.
  public static final ObservedAttainment EMPTY =
      new ObservedAttainment(new double[MIDDLES.length], new double[MIDDLES.length]);

  /// Share of memory kept from one step to the next: about an hour of ten-second steps.
  private static final double KEPT = 1 - 1.0 / 360;

  /// Returns the curve after one more step.
  ///
  /// @param load demand over the capacity of the serving replicas
  /// @param share share of good requests
  public ObservedAttainment observe(double load, double share) {
    int band = 0;
    while (band < MIDDLES.length - 1 && load > (MIDDLES[band] + MIDDLES[band + 1]) / 2) {
      band++;
    }
    double[] newSteps = new double[MIDDLES.length];
    double[] newGood = new double[MIDDLES.length];
    for (int i = 0; i < MIDDLES.length; i++) {
      newSteps[i] = (float) (steps[i] * KEPT);
      newGood[i] = (float) (good[i] * KEPT);
    }
    newSteps[band] += 1;
    newGood[band] += share;
    return new ObservedAttainment(newSteps, newGood);
  }

  /// Returns every band of load, the lowest first.
  public List<LoadQuality> bands() {
    List<LoadQuality> bands = new ArrayList<>(MIDDLES.length);
    for (int i = 0; i < MIDDLES.length; i++) {
      double share = steps[i] <= 0 ? 1 : Math.max(0, Math.min(1, good[i] / steps[i]));
      bands.add(new LoadQuality(MIDDLES[i], share, steps[i]));
    }
    return bands;
  }
}
