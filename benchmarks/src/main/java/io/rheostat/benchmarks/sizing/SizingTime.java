package io.rheostat.benchmarks.sizing;

import io.rheostat.config.catalogue.CatalogueDevice;
import io.rheostat.config.catalogue.DeviceCatalogue;
import io.rheostat.core.capacity.ServingEngine;
import io.rheostat.core.option.NetValue;
import io.rheostat.core.sizing.ServiceSizing;
import io.rheostat.core.sizing.SizingRequest;
import io.rheostat.model.fleet.Demand;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Slo;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.Precision;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Time to size one model over the whole catalogue, in three precisions.
final class SizingTime {
  private static final int RUNS = 9;
  private static final double MILLIS = 1e-6;

  private SizingTime() {}

  /// Returns a sentence with the first run's time, as a command has it, and the median.
  static String measured() {
    List<Device> devices =
        DeviceCatalogue.all().values().stream().map(CatalogueDevice::device).toList();
    Demand demand = new Demand(20, 1024, 256);
    SizingRequest request =
        new SizingRequest(
            MeasuredModels.of("Qwen3-32B", Precision.BF16),
            ServingEngine.VLLM,
            demand,
            0,
            new Objective.Inference(
                new Slo(Duration.ofSeconds(2), Duration.ofMillis(100), 0.99),
                0.004,
                Optional.of(demand)),
            new NetValue(1, 1),
            new SizingRequest.Limits(
                8, 1000, Set.of(Precision.BF16, Precision.FP8, Precision.FP4), Map.of(), 0));
    double[] millis = new double[RUNS];
    int kinds = 0;
    for (int run = 0; run < RUNS; run++) {
      long begun = System.nanoTime();
      kinds = ServiceSizing.of(request, devices).size();
      millis[run] = (System.nanoTime() - begun) * MILLIS;
    }
    return String.format(
        Locale.ROOT,
        "one model over the whole catalogue: %d kinds of replicas in %.0f ms at first, %.1f ms in"
            + " the median of %d runs",
        kinds,
        millis[0],
        ErrorSummary.quantile(millis, 0.5),
        RUNS);
  }
}
