package io.rheostat.benchmarks.failover;

import io.rheostat.streams.Delivery;

/// Plan of a trial.
///
/// @param name unique among trials on a shared broker
/// @param kills number of kills of the program
/// @param seed of loads, moods of targets and moments of kills
record Plan(String name, Delivery delivery, int kills, long seed) {}
