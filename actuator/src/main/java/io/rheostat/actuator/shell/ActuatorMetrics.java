package io.rheostat.actuator.shell;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.rheostat.model.command.Outcome;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The actuator's own metrics, each declared once.
public final class ActuatorMetrics {
  private final Counter read;
  private final Counter malformed;
  private final Counter unobserved;
  private final Counter unannounced;
  private final Timer signalToCommand;
  private final Map<Outcome.Result, Counter> outcomes = new EnumMap<>(Outcome.Result.class);

  /// Creates the metrics of an actuator.
  ///
  /// @param registry registry of the metrics
  public ActuatorMetrics(MeterRegistry registry) {
    read =
        Counter.builder("rheostat.actuator.commands.read")
            .description("Commands read")
            .register(registry);
    malformed =
        Counter.builder("rheostat.actuator.commands.malformed")
            .description("Records of the commands topic that could not be read")
            .register(registry);
    unobserved =
        Counter.builder("rheostat.actuator.observe.failures")
            .description("Looks at a target that got no answer")
            .register(registry);
    unannounced =
        Counter.builder("rheostat.actuator.events.unwritten")
            .description("Events about decisions that a target did not take")
            .register(registry);
    signalToCommand =
        Timer.builder("rheostat.signal.to.command")
            .description("From the metrics' bytes received to the command read by the actuator")
            .publishPercentiles(0.5, 0.99)
            .register(registry);
    for (Outcome.Result result : Outcome.Result.values()) {
      outcomes.put(
          result,
          Counter.builder("rheostat.actuator.outcomes")
              .description("Commands by how they ended")
              .tag("result", result.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
  }

  void read() {
    read.increment();
  }

  void malformed() {
    malformed.increment();
  }

  void unobserved() {
    unobserved.increment();
  }

  void unannounced() {
    unannounced.increment();
  }

  void signalToCommand(long micros) {
    signalToCommand.record(micros, TimeUnit.MICROSECONDS);
  }

  void concluded(Outcome.Result result) {
    outcomes.getOrDefault(result, read).increment();
  }
}
