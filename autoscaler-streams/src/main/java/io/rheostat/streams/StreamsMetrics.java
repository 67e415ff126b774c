package io.rheostat.streams;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
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

  /// The metrics of a host.
  ///
  /// @param registry where they are registered
  public StreamsMetrics(MeterRegistry registry) {
    this.registry = registry;
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
        .computeIfAbsent(
            stage,
            name ->
                registry.gauge(
                    "rheostat.stage.now.millis",
                    io.micrometer.core.instrument.Tags.of("stage", name),
                    new AtomicLong()))
        .accumulateAndGet(now.toEpochMilli(), Math::max);
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
    counters
        .computeIfAbsent(
            stage + "failed",
            _ ->
                Counter.builder("rheostat.stage.failed.steps")
                    .description("Steps that threw and were passed over: bugs")
                    .tag("stage", stage)
                    .register(registry))
        .increment();
  }

  void unprocessable(String stage) {
    counters
        .computeIfAbsent(
            stage + "unprocessable",
            _ ->
                Counter.builder("rheostat.stage.unprocessable")
                    .description("Log records parked because processing them failed each time")
                    .tag("stage", stage)
                    .register(registry))
        .increment();
  }

  void misdated(String stage) {
    counters
        .computeIfAbsent(
            stage + "misdated",
            _ ->
                Counter.builder("rheostat.stage.misdated")
                    .description("Log records refused for a missing or impossible timestamp")
                    .tag("stage", stage)
                    .register(registry))
        .increment();
  }

  void ahead(String stage) {
    counters
        .computeIfAbsent(
            stage + "ahead",
            _ ->
                Counter.builder("rheostat.stage.ahead")
                    .description(
                        "Log records stamped further ahead than they may move the partition's"
                            + " clock")
                    .tag("stage", stage)
                    .register(registry))
        .increment();
  }

  void malformed(String stage) {
    counters
        .computeIfAbsent(
            stage + "malformed",
            _ ->
                Counter.builder("rheostat.stage.malformed")
                    .description("Log records that could not be read and were passed over")
                    .tag("stage", stage)
                    .register(registry))
        .increment();
  }

  /// How many effects of a kind there were, over all reasons.
  public double effects(String kind) {
    return registry.find("rheostat.stage.effects").tag("kind", kind).counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }
}
