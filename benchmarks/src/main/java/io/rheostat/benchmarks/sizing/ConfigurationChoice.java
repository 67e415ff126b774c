package io.rheostat.benchmarks.sizing;

import io.rheostat.core.capacity.SpeedCoefficients;
import io.rheostat.core.capacity.SpeedModel;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hipparchus.special.Erf;

/// Choice between measured configurations of one model under one traffic: the predicted best within
/// the limits against the measured best, in requests per second and device.
///
/// Only rows of the half that was not fitted are chosen from. A configuration that misses a limit
/// by the measurement carries nothing.
///
/// @param cases models, engines, precisions and lengths with at least three configurations
/// @param median share of the best, median over the cases
/// @param lowest share of the best, 10th percentile over the cases
/// @param worst share of the best in the worst case
/// @param worstCase name of the worst case
record ConfigurationChoice(
    int cases, double median, double lowest, double worst, String worstCase) {
  /// Limits of a good request, seconds: a chat that reads along, and one in a hurry.
  private record Limits(double timeToFirstToken, double timePerOutputToken) {}

  private static final List<Limits> LIMITS =
      List.of(new Limits(2, 0.05), new Limits(3, 0.1), new Limits(1, 0.025));

  /// Assumed deviation of the logarithm of predicted times to first token.
  private static final double TTFT_DEVIATION = 0.3;

  /// Assumed deviation of the logarithm of predicted times per output token.
  private static final double TPOT_DEVIATION = 0.1;

  private static final int LEAST_CONFIGURATIONS = 3;

  static ConfigurationChoice among(List<MeasuredRow> rows, SpeedCoefficients coefficients) {
    Map<String, Double> shares = new TreeMap<>();
    Map<String, List<MeasuredRow>> cases =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    row ->
                        String.join(
                            " ",
                            row.model(),
                            row.engine().name(),
                            row.precision().name(),
                            row.inputTokens() + "x" + row.outputTokens()),
                    TreeMap::new,
                    Collectors.toList()));
    cases.forEach(
        (name, configurations) -> {
          for (Limits limits : LIMITS) {
            share(configurations, limits, coefficients)
                .ifPresent(share -> shares.put(name + " TPOT " + limits.timePerOutputToken, share));
          }
        });
    double[] values = shares.values().stream().mapToDouble(share -> share).toArray();
    Map.Entry<String, Double> worst =
        shares.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow();
    return new ConfigurationChoice(
        values.length,
        ErrorSummary.quantile(values, 0.5),
        ErrorSummary.quantile(values, 0.1),
        worst.getValue(),
        worst.getKey());
  }

  private static Optional<Double> share(
      List<MeasuredRow> rows, Limits limits, SpeedCoefficients coefficients) {
    List<MeasuredRow> good =
        rows.stream()
            .filter(
                row ->
                    row.timeToFirstToken() <= limits.timeToFirstToken
                        && row.timePerOutputToken() <= limits.timePerOutputToken)
            .toList();
    if (good.size() < LEAST_CONFIGURATIONS) {
      return Optional.empty();
    }
    double best = good.stream().mapToDouble(ConfigurationChoice::perDevice).max().orElseThrow();
    return rows.stream()
        .max(Comparator.comparingDouble(row -> expectedPerDevice(row, limits, coefficients)))
        .map(chosen -> good.contains(chosen) ? perDevice(chosen) / best : 0);
  }

  private static double perDevice(MeasuredRow row) {
    return row.requestsPerSecond() / row.parallelism().devices();
  }

  /// Returns the predicted requests per second and device, times the chance of keeping the limits
  /// with errors of these deviations.
  private static double expectedPerDevice(
      MeasuredRow row, Limits limits, SpeedCoefficients coefficients) {
    SpeedModel.SteadyState state = Predictions.of(row, coefficients);
    double seconds = state.timeToFirstToken() + row.outputTokens() * state.timePerOutputToken();
    return row.concurrency()
        / seconds
        / row.parallelism().devices()
        * below(state.timeToFirstToken() / limits.timeToFirstToken, TTFT_DEVIATION)
        * below(state.timePerOutputToken() / limits.timePerOutputToken, TPOT_DEVIATION);
  }

  private static double below(double share, double deviation) {
    return 0.5 * Erf.erfc(Math.log(share) / deviation / Math.sqrt(2));
  }
}
