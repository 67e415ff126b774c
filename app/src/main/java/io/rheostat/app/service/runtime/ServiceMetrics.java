package io.rheostat.app.service.runtime;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.rheostat.app.page.LiveState;
import io.rheostat.streams.StageBoard;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// Gauges of the service's own condition: health, configuration, stages, Java virtual machine.
public final class ServiceMetrics {
  private static final double NANOS = 1e9;

  private final MeterRegistry registry;

  public ServiceMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /// Registers memory, threads, processor and uptime of this process.
  ///
  /// @return to be closed at the end
  public AutoCloseable process() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    JvmGcMetrics collector = new JvmGcMetrics();
    collector.bindTo(registry);
    return collector;
  }

  /// Registers the content of `/health`, as counts.
  ///
  /// @param problems the problems
  /// @param remarks things shown or declared with reserve
  public void health(Supplier<List<String>> problems, Supplier<List<String>> remarks) {
    count("rheostat.health.problems", "Problems that make /health answer 503.", problems);
    count("rheostat.health.remarks", "Reasons for which /health says degraded.", remarks);
  }

  /// Registers problems and age of the configuration.
  ///
  /// @param problems of the files as they are
  /// @param age time since files were last taken over
  public void configuration(Supplier<List<String>> problems, Supplier<Duration> age) {
    count(
        "rheostat.configuration.problems",
        "Problems of the files as they are; what was declared before stays.",
        problems);
    TimeGauge.builder("rheostat.configuration.age", () -> seconds(age.get()), TimeUnit.SECONDS)
        .description("Time since the configuration was last taken over.")
        .register(registry);
  }

  /// Registers workloads with unobserved targets.
  public void blind(LiveState state) {
    Gauge.builder("rheostat.workloads.blind", state, one -> one.blind().size())
        .description("Workloads with a target that is not seen, or a placement without one.")
        .register(registry);
  }

  /// Registers whether the log of metrics takes the incoming data.
  public void ingest(Supplier<Boolean> available) {
    Gauge.builder("rheostat.ingest.log.available", () -> available.get() ? 1 : 0)
        .description("1 while Kafka takes the metrics that come in, else 0.")
        .register(registry);
  }

  /// Registers idle time and lag of each stage, of its worst partition in this process.
  public void stages(StageBoard board, List<String> stages, InstantSource clock) {
    for (String stage : stages) {
      ToDoubleFunction<StageBoard.Status> lag = status -> lag(status, clock.instant());
      TimeGauge.builder(
              "rheostat.stage.idle",
              () -> worst(board, stage, status -> seconds(status.idle())),
              TimeUnit.SECONDS)
          .description("Longest time since a partition stepped a record; ticks come every second.")
          .tag("stage", stage)
          .register(registry);
      TimeGauge.builder("rheostat.stage.lag", () -> worst(board, stage, lag), TimeUnit.SECONDS)
          .description("Longest time by which a partition's clock is behind this machine's.")
          .tag("stage", stage)
          .register(registry);
    }
  }

  /// Computes the lag of a partition, seconds. A partition without a step yet has no time.
  private static double lag(StageBoard.Status status, Instant now) {
    return status.now().isAfter(Instant.EPOCH) ? seconds(Duration.between(status.now(), now)) : 0;
  }

  private static double worst(
      StageBoard board, String stage, ToDoubleFunction<StageBoard.Status> of) {
    return board.statuses().stream()
        .filter(status -> status.stage().equals(stage))
        .mapToDouble(of)
        .reduce(0, Math::max);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / NANOS;
  }

  private void count(String name, String description, Supplier<List<String>> list) {
    Gauge.builder(name, () -> list.get().size()).description(description).register(registry);
  }
}
