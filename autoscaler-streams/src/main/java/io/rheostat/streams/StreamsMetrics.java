package io.rheostat.streams;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// The stages' own metrics, each declared once. Labels come from enums and stage names only.
public final class StreamsMetrics {
  private final MeterRegistry registry;
  private final Map<String, Timer> steps = new ConcurrentHashMap<>();
  private final Map<String, Counter> counters = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> clocks = new ConcurrentHashMap<>();

  /// Log records left unprocessed by a stage, or processed differently from their content.
  private enum Passed {
    FAILED_STEPS("rheostat.stage.failed.steps", "Steps that threw and were passed over: bugs"),
    UNPROCESSABLE(
        "rheostat.stage.unprocessable",
        "Log records parked because processing them failed each time"),
    MISDATED(
        "rheostat.stage.misdated", "Log records refused for a missing or impossible timestamp"),
    AHEAD(
        "rheostat.stage.ahead",
        "Log records stamped further ahead than they may move the partition's clock"),
    MALFORMED(
        "rheostat.stage.malformed", "Log records that could not be read and were passed over");

    private final String meter;
    private final String description;

    Passed(String meter, String description) {
      this.meter = meter;
      this.description = description;
    }
  }

  /// Creates the metrics of a host.
  ///
  /// @param registry registry of the metrics
  public StreamsMetrics(MeterRegistry registry) {
    this.registry = registry;
    // A counter first exposed with a 1 hides its first increase from alerts on it.
    for (String stage : List.of(StageBinding.ESTIMATE.name(), StageBinding.PLAN.name())) {
      for (Passed passed : Passed.values()) {
        counter(stage, passed);
      }
    }
  }

  void stepped(String stage, long nanos, Instant now) {
    steps
        .computeIfAbsent(
            stage,
            name ->
                Timer.builder("rheostat.stage.step")
                    .description("Time to step one record, stores and effects included")
                    .publishPercentiles(0.5, 0.99)
                    .tag("stage", name)
                    .register(registry))
        .record(nanos, TimeUnit.NANOSECONDS);
    clocks
        .computeIfAbsent(stage, name -> clock(name))
        .accumulateAndGet(now.toEpochMilli(), Math::max);
  }

  private AtomicLong clock(String stage) {
    AtomicLong newest = new AtomicLong();
    TimeGauge.builder(
            "rheostat.stage.clock.timestamp",
            newest,
            TimeUnit.MILLISECONDS,
            AtomicLong::doubleValue)
        .description("Newest time of the stage's partitions, since 1970")
        .tag("stage", stage)
        .register(registry);
    return newest;
  }

  void effect(String stage, StageBinding.Counted counted) {
    counters
        .computeIfAbsent(
            stage + counted.kind() + counted.reason(),
            _ ->
                Counter.builder("rheostat.stage.effects")
                    .description(
                        "Estimates, decisions by kind and reason, commands, drops by reason")
                    .tag("stage", stage)
                    .tag("kind", counted.kind())
                    .tag("reason", counted.reason())
                    .register(registry))
        .increment();
  }

  void failed(String stage) {
    counter(stage, Passed.FAILED_STEPS).increment();
  }

  void unprocessable(String stage) {
    counter(stage, Passed.UNPROCESSABLE).increment();
  }

  void misdated(String stage) {
    counter(stage, Passed.MISDATED).increment();
  }

  void ahead(String stage) {
    counter(stage, Passed.AHEAD).increment();
  }

  void malformed(String stage) {
    counter(stage, Passed.MALFORMED).increment();
  }

  private Counter counter(String stage, Passed passed) {
    return counters.computeIfAbsent(
        stage + passed,
        _ ->
            Counter.builder(passed.meter)
                .description(passed.description)
                .tag("stage", stage)
                .register(registry));
  }

  /// Returns the number of effects of a kind, over all reasons.
  public double effects(String kind) {
    return registry.find("rheostat.stage.effects").tag("kind", kind).counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }
}
