package io.rheostat.core.plan;

import io.rheostat.model.estimate.LoadQuality;
import java.util.List;

/// Share of good requests at a load: the model's prediction, corrected by observations.
final class GoodShare {
  /// Share of late requests at exactly the capacity, by the definition of capacity.
  private static final double LATE_AT_CAPACITY = 0.01;

  /// Weight of the model, in ten-second steps.
  private static final double MODEL_STEPS = 6;

  /// Load before a surge, as a share of capacity.
  private static final double USUAL_LOAD = 0.8;

  private final Overload overload;
  private final double[] loads;
  private final double[] corrections;
  private final double attainable;

  /// @param overload model of the service under overload
  /// @param seen observed quality by load, the lowest load first
  GoodShare(Overload overload, List<LoadQuality> seen) {
    this.overload = overload;
    loads = new double[seen.size()];
    corrections = new double[seen.size()];
    double highest = seen.isEmpty() ? 1 : 0;
    for (int i = 0; i < loads.length; i++) {
      LoadQuality band = seen.get(i);
      loads[i] = band.load();
      double model = Math.max(0, model(loads[i], overload.level() / USUAL_LOAD));
      corrections[i] = band.steps() * (band.share() - model) / (band.steps() + MODEL_STEPS);
      highest = Math.max(highest, model + corrections[i]);
    }
    attainable = Math.min(1, highest);
  }

  /// Returns the highest share at any load: some prompts are too long to be good.
  double attainable() {
    return attainable;
  }

  /// Returns the share of good requests.
  ///
  /// @param demand requests per second
  /// @param capacity requests per second
  /// @return 0..1
  double at(double demand, double capacity) {
    if (demand <= 0) {
      return 1;
    }
    if (capacity <= 0) {
      return 0;
    }
    double load = demand / capacity;
    return Math.max(0, Math.min(1, model(load, capacity) + correction(load)));
  }

  private double model(double load, double capacity) {
    if (load <= 1) {
      double fourth = load * load * load * load;
      return 1 - LATE_AT_CAPACITY * fourth * fourth;
    }
    return 1 - LATE_AT_CAPACITY - overload.lateShare(load, capacity);
  }

  private double correction(double load) {
    if (loads.length == 0) {
      return 0;
    }
    int above = 0;
    while (above < loads.length && loads[above] < load) {
      above++;
    }
    if (above == 0) {
      return corrections[0];
    }
    if (above == loads.length) {
      return corrections[above - 1];
    }
    double share = (load - loads[above - 1]) / (loads[above] - loads[above - 1]);
    return corrections[above - 1] + share * (corrections[above] - corrections[above - 1]);
  }
}
