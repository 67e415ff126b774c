package io.rheostat.actuator.driver;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/// Metrics of calls to targets.
public final class DriverMetrics {
  private static final String ANSWERED = "answered";
  private static final String FAILED = "failed";
  private static final String SKIPPED = "skipped";

  private final MeterRegistry registry;

  /// Kind of a call to a driver.
  enum Call {
    APPLY,
    OBSERVE
  }

  /// @param registry registry of the metrics
  public DriverMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /// Counts a call, answered or not.
  void called(String driver, Call call, boolean answered) {
    count(driver, call, answered ? ANSWERED : FAILED);
  }

  /// Counts a call not made because of an open circuit.
  void skipped(String driver, Call call) {
    count(driver, call, SKIPPED);
  }

  private void count(String driver, Call call, String result) {
    counter(driver, call, result).increment();
  }

  private Counter counter(String driver, Call call, String result) {
    return Counter.builder("rheostat.driver.calls")
        .description("Calls to targets, by whether they were answered")
        .tag("driver", driver)
        .tag("call", call.name().toLowerCase(Locale.ROOT))
        .tag("result", result)
        .register(registry);
  }

  /// Registers the number of a driver's open and half-open circuits.
  void watch(String driver, Supplier<Number> open) {
    for (Call call : Call.values()) {
      List.of(ANSWERED, FAILED, SKIPPED).forEach(result -> counter(driver, call, result));
    }
    Gauge.builder("rheostat.driver.circuits.open", open)
        .description("Targets whose circuit is not closed")
        .tag("driver", driver)
        .strongReference(true)
        .register(registry);
  }
}
