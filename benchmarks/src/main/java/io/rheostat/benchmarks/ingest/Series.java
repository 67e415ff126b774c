package io.rheostat.benchmarks.ingest;

import java.util.Map;

/// One series of a replica's page.
///
/// @param name as remote write sends it, a histogram's suffix included
/// @param labels beyond those that all series of the replica have
/// @param course its value as rounds pass
record Series(String name, Map<String, String> labels, Course course) {
  Series {
    labels = Map.copyOf(labels);
  }

  /// A value at a round, from 0.
  @FunctionalInterface
  interface Course {
    double at(Replica replica, long round);
  }
}
