package io.rheostat.benchmarks.sizing;

import io.rheostat.core.capacity.SpeedCoefficients;
import io.rheostat.core.capacity.SpeedModel;
import io.rheostat.model.resource.CostRates;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.DeviceLinks;
import io.rheostat.model.resource.ReducedPrecision;
import java.util.Optional;
import java.util.OptionalDouble;

/// Predictions for measured rows, with the devices as AIConfigurator's system files describe them.
final class Predictions {
  private static final double GIB_80 = 80.0 * (1L << 30);

  /// h100_sxm.yaml.
  static final Device H100 =
      new Device(
          "h100-sxm",
          GIB_80,
          3.35e12,
          989e12,
          new CostRates(0, 1, 0, 0),
          OptionalDouble.empty(),
          new ReducedPrecision(1978e12, 0),
          Optional.of(new DeviceLinks(450e9, 50e9, 8)));

  /// a100_sxm.yaml.
  static final Device A100 =
      new Device(
          "a100-80gb",
          GIB_80,
          2.039e12,
          312e12,
          new CostRates(0, 1, 0, 0),
          OptionalDouble.empty(),
          ReducedPrecision.NONE,
          Optional.of(new DeviceLinks(300e9, 25e9, 8)));

  private Predictions() {}

  static SpeedModel.SteadyState of(MeasuredRow row, SpeedCoefficients coefficients) {
    return SpeedModel.of(
            MeasuredModels.of(row.model(), row.precision()),
            H100,
            row.parallelism(),
            coefficients,
            row.engine())
        .at(row.concurrency(), row.requests());
  }
}
