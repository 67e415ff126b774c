package io.rheostat.simulator.jobs;

import io.rheostat.simulator.jobs.table.Application;

/// Job of a workload file.
///
/// @param name its name
/// @param atSeconds submission, since the start of the world
/// @param application its kind
/// @param replicas tuned static width, for policies that do not choose one
/// @param batch tuned static global batch, likewise
public record Submission(
    String name, double atSeconds, Application application, int replicas, double batch) {}
