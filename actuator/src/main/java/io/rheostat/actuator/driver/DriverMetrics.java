package io.rheostat.actuator.driver;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.function.Supplier;

/// What is counted of calls to targets.
public final class DriverMetrics {
  private static final String CALLS = "rheostat.driver.calls";

  private final MeterRegistry registry;

  /// What a driver is asked for.
  enum Call {
    APPLY,
    OBSERVE
  }

  /// @param registry where they are registered
  public DriverMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /// A call was answered, or not.
  void called(String driver, Call call, boolean answered) {
    count(driver, call, answered ? "answered" : "failed");
  }

  /// A call was not made, for the circuit is open.
  void skipped(String driver, Call call) {
    count(driver, call, "skipped");
  }

  private void count(String driver, Call call, String result) {
    registry
        .counter(
            CALLS, "driver", driver, "call", call.name().toLowerCase(Locale.ROOT), "result", result)
        .increment();
  }

  /// Circuits of a driver that are open or half-open.
  void watch(String driver, Supplier<Number> open) {
    Gauge.builder("rheostat.driver.circuits.open", open)
        .description("Targets whose circuit is not closed")
        .tag("driver", driver)
        .strongReference(true)
        .register(registry);
  }
}
