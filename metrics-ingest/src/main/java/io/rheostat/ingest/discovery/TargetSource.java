package io.rheostat.ingest.discovery;

import java.util.List;

/// Who is asked for targets over a network.
interface TargetSource {
  /// Asks once, for a bounded time. May block: it runs on a thread of its own.
  ///
  /// @throws InterruptedException when the answer is no longer wanted
  Answer ask() throws InterruptedException;

  /// What asking came to.
  sealed interface Answer {
    /// The targets as they are now; an empty list says that there are none.
    ///
    /// @param problems what is wrong with entries that are not among them
    record Targets(List<TargetGroup> groups, List<String> problems) implements Answer {
      public Targets {
        groups = List.copyOf(groups);
        problems = List.copyOf(problems);
      }

      Targets(List<TargetGroup> groups) {
        this(groups, List.of());
      }
    }

    /// No answer, or one that cannot be read. It says nothing about targets.
    ///
    /// @param words what happened
    record Failed(String words) implements Answer {}
  }
}
