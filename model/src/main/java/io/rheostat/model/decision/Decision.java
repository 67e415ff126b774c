package io.rheostat.model.decision;

import io.rheostat.model.command.Generation;
import java.time.Duration;
import java.time.Instant;

/// What to do for one workload at one time, and why.
public sealed interface Decision {
  /// Whom it concerns.
  String workload();

  /// Its pool.
  String pool();

  /// The plan stage's time.
  Instant at();

  /// Why.
  Rationale rationale();

  /// Nothing changes.
  ///
  /// @param held what is held
  /// @param reason why it is kept
  record Hold(
      String workload,
      String pool,
      Instant at,
      Allocation held,
      HoldReason reason,
      Rationale rationale)
      implements Decision {}

  /// Another allocation is wanted.
  ///
  /// @param from what was held
  /// @param to what is wanted; never equal to `from`
  /// @param generation of the command that carries it
  record Resize(
      String workload,
      String pool,
      Instant at,
      Allocation from,
      Allocation to,
      Generation generation,
      Rationale rationale)
      implements Decision {
    public Resize {
      if (from.equals(to)) {
        throw new IllegalArgumentException("a resize from " + from + " to itself is a hold.");
      }
    }
  }

  /// Nothing is known: no reading was ever seen, or none for longer than the window.
  ///
  /// @param held what is held
  /// @param silence how long nothing was seen
  record NoData(
      String workload,
      String pool,
      Instant at,
      Allocation held,
      Duration silence,
      Rationale rationale)
      implements Decision {}
}
