package io.rheostat.benchmarks.matrix;

import io.rheostat.simulator.contest.Trial;

/// A trial and the seed of its world.
record Entrant(Trial trial, long seed) {}
