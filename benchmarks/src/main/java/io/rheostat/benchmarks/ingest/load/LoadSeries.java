package io.rheostat.benchmarks.ingest.load;

import java.util.Map;

/// One series of a replica's page.
///
/// @param name in remote write, a histogram's suffix included
/// @param labels beyond those common to all series of the replica
/// @param course its value as rounds pass
record LoadSeries(String name, Map<String, String> labels, Course course) {
  LoadSeries {
    labels = Map.copyOf(labels);
  }

  /// Value of a series by round, from 0.
  @FunctionalInterface
  interface Course {
    double at(LoadReplica replica, long round);
  }
}
