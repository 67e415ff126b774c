package io.rheostat.benchmarks.sizing;

import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.ModelShape;
import java.util.ArrayList;
import java.util.List;

/// Peer of the speed model: a roofline linear in its devices, with one share of peak for all
/// batches, as Rheostat began from until 0.1.0 (80 % of bandwidth, 45 % of dense 16-bit FLOPS, 2 ms
/// an iteration, 20 µs a sequence).
final class PlainRoofline {
  private static final double BANDWIDTH_SHARE = 0.8;
  private static final double FLOPS_SHARE = 0.45;
  private static final double ITERATION_SECONDS = 0.002;
  private static final double SEQUENCE_SECONDS = 2e-5;

  private PlainRoofline() {}

  /// Returns the seconds per output token with a row's requests under way.
  static double timePerOutputToken(MeasuredRow row) {
    ModelShape model = MeasuredModels.of(row.model(), row.precision());
    Device device = Predictions.H100;
    double devices = row.parallelism().devices();
    double bandwidth = device.bandwidthBytesPerSecond() * BANDWIDTH_SHARE * devices;
    double prompt =
        2
            * model.parameters()
            * row.inputTokens()
            / (device.flopsPerSecond() * FLOPS_SHARE * devices);
    double context = row.inputTokens() + row.outputTokens() / 2.0;
    double sequence = SEQUENCE_SECONDS + model.kvBytesPerToken() * context / bandwidth;
    return ITERATION_SECONDS
        + model.weightBytes() / bandwidth
        + row.concurrency() * (sequence + prompt / row.outputTokens());
  }

  /// Returns the errors over rows, as shares.
  static double[] errors(Iterable<MeasuredRow> rows) {
    List<Double> errors = new ArrayList<>();
    rows.forEach(row -> errors.add(timePerOutputToken(row) / row.timePerOutputToken() - 1));
    return errors.stream().mapToDouble(error -> error).toArray();
  }
}
