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
    record Targets(List<TargetGroup> groups) implements Answer {
      public Targets {
        groups = List.copyOf(groups);
      }
    }

    /// No answer, or one that cannot be read. It says nothing about targets.
    ///
    /// @param words what happened
    record Failed(String words) implements Answer {}
  }
}
