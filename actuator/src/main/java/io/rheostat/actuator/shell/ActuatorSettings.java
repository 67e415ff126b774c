package io.rheostat.actuator.shell;

import io.rheostat.actuator.driver.Drivers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Settings of an actuator.
///
/// @param bootstrap the brokers
/// @param logPartitions partitions of the logs and of the commands
/// @param drivers drivers by their names in targets
/// @param clock time of expiry and outcomes
/// @param pace pace of its loops
/// @param repeatEvery clock time between two reports of an unchanged state
/// @param metrics counters of commands and outcomes
/// @param listener notified of each command as it is read
/// @param clientSettings further settings of Kafka clients, such as TLS and SASL
public record ActuatorSettings(
    String bootstrap,
    int logPartitions,
    Drivers drivers,
    InstantSource clock,
    LoopPace pace,
    Duration repeatEvery,
    ActuatorMetrics metrics,
    CommandListener listener,
    Map<String, ?> clientSettings) {
  /// Returns the executor of calls to targets: each on a thread of its own, or all in order on one.
  ExecutorService callers() {
    return switch (pace) {
      case LoopPace.Free _ -> Executors.newVirtualThreadPerTaskExecutor();
      case LoopPace.Stepped _ -> Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
    };
  }

  /// Returns the seed of the random delays of retries.
  long seed() {
    return switch (pace) {
      case LoopPace.Free _ -> clock.instant().toEpochMilli();
      case LoopPace.Stepped(long seed) -> seed;
    };
  }
}
