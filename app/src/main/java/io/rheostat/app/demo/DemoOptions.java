package io.rheostat.app.demo;

import io.rheostat.streams.Delivery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Options of a demo.
///
/// @param config the configuration folder, with `scenarios/demo` and `signals` in it
/// @param trace a recorded trace for the chat service; empty for a generated one
/// @param daily whether generated traffic follows the hours of the day
/// @param speed simulated seconds a wall second, as far as this machine keeps up
/// @param duration wall time of this run
/// @param data folder to keep everything in and to resume from; empty for a temporary one
/// @param record folder to export logs, decisions and commands to
/// @param seed of all randomness in the world
/// @param pagePort port of the page; 0 takes a free one
/// @param delivery effect of a crash on records between the stages
public record DemoOptions(
    Path config,
    Optional<Path> trace,
    boolean daily,
    double speed,
    Duration duration,
    Optional<Path> data,
    Optional<Path> record,
    long seed,
    int pagePort,
    Delivery delivery) {}
