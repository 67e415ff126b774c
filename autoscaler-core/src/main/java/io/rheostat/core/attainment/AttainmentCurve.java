package io.rheostat.core.attainment;

import io.rheostat.core.Tuning;
import io.rheostat.model.estimate.LoadQuality;
import java.util.List;

/// Share of good requests at a load: the model's prediction, corrected by observations.
public final class AttainmentCurve {
  private static final Tuning.Attainment TUNING = Tuning.DEFAULT.attainment();

  private final Overload overload;
  private final double[] loads;
  private final double[] corrections;
  private final double attainable;

  /// @param overload model of the service under overload
  /// @param seen observed quality by load, the lowest load first
  public AttainmentCurve(Overload overload, List<LoadQuality> seen) {
    this.overload = overload;
    loads = new double[seen.size()];
    corrections = new double[seen.size()];
    double highest = seen.isEmpty() ? 1 : 0;
    for (int i = 0; i < loads.length; i++) {
      LoadQuality band = seen.get(i);
      loads[i] = band.load();
      double model = Math.max(0, model(loads[i], overload.level() / TUNING.usualLoad()));
      corrections[i] = band.steps() * (band.share() - model) / (band.steps() + TUNING.modelSteps());
      highest = Math.max(highest, model + corrections[i]);
    }
    attainable = Math.min(1, highest);
  }

  /// Returns the highest share at any load: some prompts are too long to be good.
  public double attainable() {
    return attainable;
  }

  /// Returns the share of good requests.
  ///
  /// @param demand requests per second
  /// @param capacity requests per second
  /// @return 0..1
  public double at(double demand, double capacity) {
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
      return 1 - TUNING.lateAtCapacity() * fourth * fourth;
    }
    return 1 - TUNING.lateAtCapacity() - overload.lateShare(load, capacity);
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
