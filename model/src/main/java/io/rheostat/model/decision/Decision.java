package io.rheostat.model.decision;

import io.rheostat.model.command.Generation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

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

  /// Another allocation is wanted, and a person is asked: nothing changes until it is approved.
  ///
  /// @param from what is held
  /// @param to what is wanted; never equal to `from`
  /// @param generation of the command that an approval turns it into; with the workload its
  ///     identity
  /// @param expiresAt after this it cannot be approved any more
  record Proposal(
      String workload,
      String pool,
      Instant at,
      Allocation from,
      Allocation to,
      Generation generation,
      Instant expiresAt,
      Rationale rationale)
      implements Decision {
    public Proposal {
      if (from.equals(to)) {
        throw new IllegalArgumentException("a proposal from " + from + " to itself is a hold.");
      }
    }

    /// `workload/revision.counter`, as it is approved by.
    public String id() {
      return workload + "/" + generation;
    }
  }

  /// The workload is only observed: what would be held had all decisions been carried out.
  ///
  /// @param running what its targets hold, whoever told them to
  /// @param imagined what they would hold
  /// @param savings both compared so far
  record Shadow(
      String workload,
      String pool,
      Instant at,
      Allocation running,
      Allocation imagined,
      Savings savings,
      Rationale rationale)
      implements Decision {}

  /// Someone asked for something: what, who, and what became of it stands in the rationale's words.
  ///
  /// @param asked for what
  /// @param by who asked
  /// @param granted whether it was done
  record Request(
      String workload,
      String pool,
      Instant at,
      Asked asked,
      String by,
      boolean granted,
      Rationale rationale)
      implements Decision {}

  /// What a person or the configuration can ask for.
  enum Asked {
    /// Nothing of the workload may change.
    FREEZE,
    /// A freeze ends.
    UNFREEZE,
    /// A proposal is to be carried out.
    APPROVE,
    /// A proposal is to be dropped.
    REJECT,
    /// The workload's mode is another one.
    MODE,
    /// The workload is declared no longer.
    WITHDRAW
  }

  /// Nothing is known: no reading was ever seen, or none for longer than the window.
  ///
  /// @param held what is held
  /// @param silence how long nothing was seen
  /// @param reason why what is held is kept, as far as it is known without metrics; empty in
  ///     records of before it was told
  record NoData(
      String workload,
      String pool,
      Instant at,
      Allocation held,
      Duration silence,
      Optional<HoldReason> reason,
      Rationale rationale)
      implements Decision {}
}
