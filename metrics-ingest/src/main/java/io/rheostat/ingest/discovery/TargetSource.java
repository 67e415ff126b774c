package io.rheostat.ingest.discovery;

import java.util.List;

/// Source of targets, queried over a network.
interface TargetSource {
  /// Asks once, for a bounded time. May block: it runs on a thread of its own.
  ///
  /// @throws InterruptedException when the answer is no longer wanted
  Answer ask() throws InterruptedException;

  /// Result of a query.
  sealed interface Answer {
    /// Current targets; an empty list means there are none.
    ///
    /// @param problems defects of the entries left out
    record Targets(List<TargetGroup> groups, List<String> problems) implements Answer {
      public Targets {
        groups = List.copyOf(groups);
        problems = List.copyOf(problems);
      }

      Targets(List<TargetGroup> groups) {
        this(groups, List.of());
      }
    }

    /// Missing or unreadable answer, without any statement about targets.
    ///
    /// @param words the error message
    record Failed(String words) implements Answer {}
  }
}
