package io.rheostat.actuator.shell;

import io.rheostat.actuator.driver.Drivers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// What an actuator needs.
///
/// @param bootstrap the brokers
/// @param logPartitions partitions of the logs and of the commands
/// @param drivers by the name that targets carry
/// @param clock time of expiry and outcomes
/// @param pace how its loops go on
/// @param repeatEvery clock time after which an unchanged state is reported again
/// @param metrics where commands and outcomes are counted
/// @param listener told of each command as it is read
/// @param clientSettings further settings of Kafka clients, such as TLS and SASL
public record ActuatorSettings(
    String bootstrap,
    int logPartitions,
    Drivers drivers,
    InstantSource clock,
    Pace pace,
    Duration repeatEvery,
    ActuatorMetrics metrics,
    CommandListener listener,
    Map<String, ?> clientSettings) {
  /// Where calls to targets are made: each on a thread of its own, or all in order on one.
  ExecutorService callers() {
    return switch (pace) {
      case Pace.Free _ -> Executors.newVirtualThreadPerTaskExecutor();
      case Pace.Stepped _ -> Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
    };
  }

  /// Seed of the chance by which retries are put off.
  long seed() {
    return switch (pace) {
      case Pace.Free _ -> clock.instant().toEpochMilli();
      case Pace.Stepped(long seed) -> seed;
    };
  }
}
