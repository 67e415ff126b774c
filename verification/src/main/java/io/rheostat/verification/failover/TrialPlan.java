package io.rheostat.verification.failover;

import io.rheostat.streams.Delivery;

/// Plan of a trial.
///
/// @param name unique among trials on a shared broker
/// @param kills number of kills of the program
/// @param seed of loads, moods of targets and moments of kills
record TrialPlan(String name, Delivery delivery, int kills, long seed) {}
