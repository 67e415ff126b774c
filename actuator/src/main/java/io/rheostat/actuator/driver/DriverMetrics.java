package io.rheostat.actuator.driver;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/// What is counted of calls to targets.
public final class DriverMetrics {
  private static final String ANSWERED = "answered";
  private static final String FAILED = "failed";
  private static final String SKIPPED = "skipped";

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
    count(driver, call, answered ? ANSWERED : FAILED);
  }

  /// A call was not made, for the circuit is open.
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

  /// Circuits of a driver that are open or half-open.
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
