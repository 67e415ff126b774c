package io.rheostat.model.decision;

import io.rheostat.model.command.Generation;
import io.rheostat.model.fleet.Allocation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Planning decision for one workload at one time, with its reasons.
public sealed interface Decision {
  /// Returns the name of the workload.
  String workload();

  /// Returns its pool.
  String pool();

  /// Returns the plan stage's time.
  Instant at();

  /// Returns the reasons.
  Rationale rationale();

  /// Nothing changes.
  ///
  /// @param held current allocation
  /// @param reason reason to keep it
  record Hold(
      String workload,
      String pool,
      Instant at,
      Allocation held,
      HoldReason reason,
      Rationale rationale)
      implements Decision {}

  /// Change to another allocation.
  ///
  /// @param from previous allocation
  /// @param to desired allocation; never equal to `from`
  /// @param generation of the resulting command
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

  /// Proposal of another allocation to a person: nothing changes until it is approved.
  ///
  /// @param from current allocation
  /// @param to desired allocation; never equal to `from`
  /// @param generation of the command after an approval; with the workload its identity
  /// @param expiresAt time after which it cannot be approved any more
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

    /// Returns the proposal's id for an approval, `workload/revision.counter`.
    public String id() {
      return workload + "/" + generation;
    }
  }

  /// Shadow decision for a workload in `observe` mode: the allocation had all decisions been
  /// carried out.
  ///
  /// @param running observed allocation at its targets, by any writer
  /// @param imagined allocation of the shadow
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

  /// Answer to a request of a person or the configuration; the rationale states the request, its
  /// author and the result.
  ///
  /// @param asked kind of request
  /// @param by author of the request
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

  /// Kinds of requests of a person or the configuration.
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

  /// Decision without data: no reading ever, or none for longer than the window.
  ///
  /// @param held current allocation
  /// @param silence time without a reading
  /// @param reason reason to keep the current allocation, as far as it is known without metrics;
  ///     empty in older records
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
