package io.rheostat.core.member;

import io.rheostat.model.command.Generation;
import io.rheostat.model.fleet.Allocation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Commanded part of a pool's member, written by commands, their outcomes and the reports that
/// settle them. Immutable.
///
/// @param generation generation issued last
/// @param desired desired replicas: the last command's target, or those reported by its targets
/// @param inFlight command under way
/// @param resizedAt times of recent resizes, oldest first
/// @param failures number of commands failed in a row
/// @param retryAt earliest time of another command after a failure
/// @param doubt replicas a badly ended command may have left running
/// @param settled end of the newest concluded command: earlier observations do not count
public record MemberCommands(
    Generation generation,
    Allocation desired,
    Optional<InFlight> inFlight,
    List<Instant> resizedAt,
    int failures,
    Instant retryAt,
    Optional<Doubt> doubt,
    Optional<Settled> settled) {
  /// Command under way.
  ///
  /// @param most largest allocation that this command, or one it superseded, may already have
  ///     applied
  /// @param placements placements ordered by it or by one it superseded
  public record InFlight(
      Generation generation,
      Allocation to,
      Instant until,
      Allocation most,
      List<String> placements) {
    public InFlight {
      placements = List.copyOf(placements);
    }
  }

  /// End of the newest concluded command.
  ///
  /// @param placements placements it may have changed
  /// @param taken whether its targets accepted it
  /// @param at time of the end, by the actuator's clock
  /// @param until time from which every report counts, also of a target that lost its generation
  public record Settled(
      Generation generation, List<String> placements, boolean taken, Instant at, Instant until) {
    public Settled {
      placements = List.copyOf(placements);
    }
  }

  /// Replicas possibly running until the target reports.
  ///
  /// @param since earliest observation able to end the doubt
  public record Doubt(Allocation most, Instant since) {}

  public MemberCommands {
    resizedAt = List.copyOf(resizedAt);
  }

  /// Returns the commands of a member without any since a generation.
  static MemberCommands since(Generation generation) {
    return new MemberCommands(
        generation,
        Allocation.NONE,
        Optional.empty(),
        List.of(),
        0,
        Instant.EPOCH,
        Optional.empty(),
        Optional.empty());
  }
}
