package io.rheostat.benchmarks.failover;

import io.rheostat.streams.Delivery;

/// What a trial does.
///
/// @param name unique among trials that share a broker
/// @param kills how often the program is killed
/// @param seed of loads, moods of targets and moments of kills
record Plan(String name, Delivery delivery, int kills, long seed) {}
