package io.rheostat.app.metrics;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import io.rheostat.model.estimate.Quantiles;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Collector of the samples of one scrape; a family without samples is left out.
final class ScrapeSamples {
  private static final double NANOS = 1e9;

  private final Map<FleetSeries, GaugeSnapshot.Builder> gauges = new LinkedHashMap<>();
  private final Map<FleetSeries, InfoSnapshot.Builder> infos = new LinkedHashMap<>();
  private final Map<FleetSeries, SummarySnapshot.Builder> summaries = new LinkedHashMap<>();

  /// Adds a gauge's value.
  ///
  /// @param values of the family's labels
  void gauge(FleetSeries series, double value, String... values) {
    gauges
        .computeIfAbsent(series, one -> GaugeSnapshot.builder().name(one.family()).help(one.help()))
        .dataPoint(
            GaugeDataPointSnapshot.builder().value(value).labels(labels(series, values)).build());
  }

  /// Adds 1 or 0.
  void flag(FleetSeries series, boolean value, String... values) {
    gauge(series, value ? 1 : 0, values);
  }

  /// Adds a duration in seconds.
  void seconds(FleetSeries series, Duration value, String... values) {
    gauge(series, value.toNanos() / NANOS, values);
  }

  /// Adds a constant 1 with the information in its labels.
  void info(FleetSeries series, String... values) {
    infos
        .computeIfAbsent(series, one -> InfoSnapshot.builder().name(one.family()).help(one.help()))
        .dataPoint(InfoDataPointSnapshot.builder().labels(labels(series, values)).build());
  }

  /// Adds quantiles without sum and count: they are estimates over a window.
  void quantiles(FleetSeries series, Quantiles quantiles, String... values) {
    summaries
        .computeIfAbsent(
            series, one -> SummarySnapshot.builder().name(one.family()).help(one.help()))
        .dataPoint(
            SummaryDataPointSnapshot.builder()
                .quantiles(
                    io.prometheus.metrics.model.snapshots.Quantiles.of(
                        new Quantile(0.5, quantiles.p50()),
                        new Quantile(0.9, quantiles.p90()),
                        new Quantile(0.99, quantiles.p99())))
                .labels(labels(series, values))
                .build());
  }

  private static Labels labels(FleetSeries series, String... values) {
    return Labels.of(series.labels(), List.of(values));
  }

  /// Returns all added series.
  MetricSnapshots snapshots() {
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    gauges.values().forEach(one -> all.metricSnapshot(one.build()));
    infos.values().forEach(one -> all.metricSnapshot(one.build()));
    summaries.values().forEach(one -> all.metricSnapshot(one.build()));
    return all.build();
  }
}
