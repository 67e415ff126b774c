package io.rheostat.benchmarks.sizing;

import io.rheostat.config.catalogue.DeviceCatalogue;
import io.rheostat.core.capacity.SpeedCoefficients;
import io.rheostat.core.capacity.SpeedModel;
import io.rheostat.model.resource.Device;

/// Predictions for measured rows, on the devices of the catalogue.
final class Predictions {
  static final Device H100 = DeviceCatalogue.find("h100-sxm").orElseThrow().device();
  static final Device A100 = DeviceCatalogue.find("a100-80gb").orElseThrow().device();

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
