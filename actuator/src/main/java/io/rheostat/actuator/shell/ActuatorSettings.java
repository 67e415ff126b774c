package io.rheostat.actuator.shell;

import io.rheostat.actuator.driver.Drivers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/// What an actuator needs.
///
/// @param bootstrap the brokers
/// @param logPartitions partitions of the logs and of the commands
/// @param drivers by the name that targets carry
/// @param clock time of expiry and outcomes
/// @param observeEvery real time between two looks at the targets
/// @param repeatEvery clock time after which an unchanged state is reported again
/// @param metrics where commands and outcomes are counted
/// @param listener told of each command as it is read
/// @param clientSettings further settings of Kafka clients, such as TLS and SASL
public record ActuatorSettings(
    String bootstrap,
    int logPartitions,
    Drivers drivers,
    InstantSource clock,
    Duration observeEvery,
    Duration repeatEvery,
    ActuatorMetrics metrics,
    CommandListener listener,
    Map<String, ?> clientSettings) {}
