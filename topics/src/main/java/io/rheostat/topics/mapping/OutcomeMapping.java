package io.rheostat.topics.mapping;

import io.rheostat.model.command.Observed;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.command.PlacementLook;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.topics.proto.CommandProto;
import java.util.Optional;

/// Mapping of the actuator's reports: outcomes of commands, and observed replicas.
public final class OutcomeMapping {
  private OutcomeMapping() {}

  /// Encodes the outcome of a command.
  public static CommandProto.Outcome encode(Outcome outcome) {
    return CommandProto.Outcome.newBuilder()
        .setWorkload(outcome.workload())
        .setPool(outcome.pool())
        .setGeneration(AllocationMapping.encode(outcome.generation()))
        .setResult(encode(outcome.result()))
        .setDetail(outcome.detail())
        .setAt(TimeMapping.encode(outcome.at()))
        .build();
  }

  /// Decodes the outcome of a command.
  ///
  /// @throws IllegalArgumentException for an absent required field, an unknown result, or a value
  ///     refused by the model
  public static Outcome decode(CommandProto.Outcome outcome) {
    Decoding.require(outcome.hasGeneration(), "outcome.generation");
    Decoding.require(outcome.hasAt(), "outcome.at");
    return new Outcome(
        outcome.getWorkload(),
        outcome.getPool(),
        AllocationMapping.decode(outcome.getGeneration()),
        decode(outcome.getResult(), outcome.getResultValue()),
        outcome.getDetail(),
        TimeMapping.decode(outcome.getAt()));
  }

  /// Encodes the result of a command.
  public static CommandProto.Outcome.Result encode(Outcome.Result result) {
    return switch (result) {
      case APPLIED -> CommandProto.Outcome.Result.RESULT_APPLIED;
      case FAILED -> CommandProto.Outcome.Result.RESULT_FAILED;
      case SUPERSEDED -> CommandProto.Outcome.Result.RESULT_SUPERSEDED;
      case EXPIRED -> CommandProto.Outcome.Result.RESULT_EXPIRED;
    };
  }

  /// Decodes the result of a command.
  ///
  /// @param number the number on the wire, for the error message
  /// @throws IllegalArgumentException for an absent or unknown result
  public static Outcome.Result decode(CommandProto.Outcome.Result result, int number) {
    return switch (result) {
      case RESULT_APPLIED -> Outcome.Result.APPLIED;
      case RESULT_FAILED -> Outcome.Result.FAILED;
      case RESULT_SUPERSEDED -> Outcome.Result.SUPERSEDED;
      case RESULT_EXPIRED -> Outcome.Result.EXPIRED;
      case RESULT_UNSPECIFIED, UNRECOGNIZED -> throw Decoding.unknown("outcome.result", number);
    };
  }

  /// Encodes observed replicas by placement.
  public static CommandProto.Observed encode(Observed observed) {
    CommandProto.Observed.Builder builder =
        CommandProto.Observed.newBuilder()
            .setWorkload(observed.workload())
            .setPool(observed.pool())
            .setAt(TimeMapping.encode(observed.at()))
            .setGeneration(AllocationMapping.encode(observed.generation()))
            .setComplete(observed.complete())
            .setFailed(observed.failed());
    observed.placements().forEach(status -> builder.addPlacements(encode(status)));
    observed.otherWriter().ifPresent(builder::setOtherWriter);
    observed.looks().forEach(look -> builder.addLooks(encode(look)));
    return builder.build();
  }

  /// Decodes observed replicas by placement; the other writer is absent when there is none.
  ///
  /// @throws IllegalArgumentException for an absent required field or a value refused by the model
  public static Observed decode(CommandProto.Observed observed) {
    Decoding.require(observed.hasAt(), "observed.at");
    Decoding.require(observed.hasGeneration(), "observed.generation");
    return new Observed(
        observed.getWorkload(),
        observed.getPool(),
        TimeMapping.decode(observed.getAt()),
        AllocationMapping.decode(observed.getGeneration()),
        observed.getPlacementsList().stream().map(OutcomeMapping::decode).toList(),
        observed.getComplete(),
        observed.hasOtherWriter() ? Optional.of(observed.getOtherWriter()) : Optional.empty(),
        observed.getLooksList().stream().map(OutcomeMapping::decode).toList(),
        observed.getFailed());
  }

  private static CommandProto.PlacementLook encode(PlacementLook look) {
    CommandProto.PlacementLook.Builder builder =
        CommandProto.PlacementLook.newBuilder().setPlacement(look.placement());
    look.observedAt().ifPresent(at -> builder.setObservedAt(TimeMapping.encode(at)));
    look.generation()
        .ifPresent(generation -> builder.setGeneration(AllocationMapping.encode(generation)));
    look.unknown().ifPresent(builder::setUnknown);
    return builder.build();
  }

  private static PlacementLook decode(CommandProto.PlacementLook look) {
    return new PlacementLook(
        look.getPlacement(),
        look.hasObservedAt()
            ? Optional.of(TimeMapping.decode(look.getObservedAt()))
            : Optional.empty(),
        look.hasGeneration()
            ? Optional.of(AllocationMapping.decode(look.getGeneration()))
            : Optional.empty(),
        look.hasUnknown() ? Optional.of(look.getUnknown()) : Optional.empty());
  }

  private static CommandProto.PlacementStatus encode(PlacementStatus status) {
    CommandProto.PlacementStatus.Builder builder =
        CommandProto.PlacementStatus.newBuilder()
            .setPlacement(status.placement())
            .setWanted(status.wanted())
            .setReady(status.ready())
            .setStarting(status.starting())
            .setDraining(status.draining())
            .setPending(status.pending());
    status.pendingReason().ifPresent(builder::setPendingReason);
    status.lastStartup().ifPresent(startup -> builder.setLastStartup(TimeMapping.encode(startup)));
    return builder.build();
  }

  private static PlacementStatus decode(CommandProto.PlacementStatus status) {
    return new PlacementStatus(
        status.getPlacement(),
        status.getWanted(),
        status.getReady(),
        status.getStarting(),
        status.getDraining(),
        status.getPending(),
        status.hasPendingReason() ? Optional.of(status.getPendingReason()) : Optional.empty(),
        status.hasLastStartup()
            ? Optional.of(TimeMapping.decode(status.getLastStartup()))
            : Optional.empty());
  }
}
