package io.rheostat.contest.matrix;

import io.rheostat.contest.trial.PolicyTrial;

/// A trial and the seed of its world.
public record SeededTrial(PolicyTrial trial, long seed) {}
