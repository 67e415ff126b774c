package io.rheostat.topics.mapping;

import io.rheostat.model.fleet.JobProfile;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.resource.Device;
import io.rheostat.topics.proto.LogProto;
import java.util.Optional;

/// Mapping of declaration changes.
public final class DeclarationMapping {
  private DeclarationMapping() {}

  /// Encodes a change of the declarations, with its revision.
  public static LogProto.Declaration encode(Declaration declaration) {
    LogProto.Declaration.Builder builder =
        LogProto.Declaration.newBuilder().setRevision(declaration.revision());
    return switch (declaration.change()) {
      case Declaration.Change.OfDevice(Device device) ->
          builder.setDevice(ResourceMapping.encode(device)).build();
      case Declaration.Change.OfPool(Pool pool) ->
          builder.setPool(FleetMapping.encode(pool)).build();
      case Declaration.Change.OfWorkload(Workload workload, Optional<String> movedFrom) ->
          builder.setWorkload(encode(workload, movedFrom)).build();
      case Declaration.Change.OfProfile(JobProfile profile) ->
          builder.setProfile(ObjectiveMapping.encode(profile)).build();
      case Declaration.Change.WorkloadWithdrawn(String workload) ->
          builder
              .setWorkloadWithdrawn(LogProto.WorkloadWithdrawn.newBuilder().setWorkload(workload))
              .build();
      case Declaration.Change.PoolWithdrawn(String pool) ->
          builder.setPoolWithdrawn(LogProto.PoolWithdrawn.newBuilder().setPool(pool)).build();
      case Declaration.Change.DeviceWithdrawn(String device) ->
          builder
              .setDeviceWithdrawn(LogProto.DeviceWithdrawn.newBuilder().setDevice(device))
              .build();
      case Declaration.Change.Freeze(String workload, String by) ->
          builder.setFreeze(LogProto.Freeze.newBuilder().setWorkload(workload).setBy(by)).build();
      case Declaration.Change.Unfreeze(String workload, String by) ->
          builder
              .setUnfreeze(LogProto.Unfreeze.newBuilder().setWorkload(workload).setBy(by))
              .build();
      case Declaration.Change.Answered answered -> builder.setAnswered(encode(answered)).build();
    };
  }

  /// Decodes a change of the declarations, with its revision.
  ///
  /// @throws IllegalArgumentException for an unknown kind of change or a value refused by the model
  public static Declaration decode(LogProto.Declaration declaration) {
    return new Declaration(declaration.getRevision(), decodeChange(declaration));
  }

  private static Declaration.Change decodeChange(LogProto.Declaration declaration) {
    return switch (declaration.getChangeCase()) {
      case DEVICE ->
          new Declaration.Change.OfDevice(ResourceMapping.decode(declaration.getDevice()));
      case POOL -> new Declaration.Change.OfPool(FleetMapping.decode(declaration.getPool()));
      case WORKLOAD -> decode(declaration.getWorkload());
      case PROFILE ->
          new Declaration.Change.OfProfile(ObjectiveMapping.decode(declaration.getProfile()));
      case WORKLOAD_WITHDRAWN ->
          new Declaration.Change.WorkloadWithdrawn(
              declaration.getWorkloadWithdrawn().getWorkload());
      case POOL_WITHDRAWN ->
          new Declaration.Change.PoolWithdrawn(declaration.getPoolWithdrawn().getPool());
      case DEVICE_WITHDRAWN ->
          new Declaration.Change.DeviceWithdrawn(declaration.getDeviceWithdrawn().getDevice());
      case FREEZE ->
          new Declaration.Change.Freeze(
              declaration.getFreeze().getWorkload(), declaration.getFreeze().getBy());
      case UNFREEZE ->
          new Declaration.Change.Unfreeze(
              declaration.getUnfreeze().getWorkload(), declaration.getUnfreeze().getBy());
      case ANSWERED -> decode(declaration.getAnswered());
      case CHANGE_NOT_SET -> throw Decoding.missing("declaration.change");
    };
  }

  private static LogProto.DeclaredWorkload encode(Workload workload, Optional<String> movedFrom) {
    LogProto.DeclaredWorkload.Builder builder =
        LogProto.DeclaredWorkload.newBuilder().setWorkload(FleetMapping.encode(workload));
    movedFrom.ifPresent(builder::setMovedFrom);
    return builder.build();
  }

  private static LogProto.Answered encode(Declaration.Change.Answered answered) {
    return LogProto.Answered.newBuilder()
        .setWorkload(answered.workload())
        .setProposal(AllocationMapping.encode(answered.proposal()))
        .setApproved(answered.approved())
        .setBy(answered.by())
        .build();
  }

  private static Declaration.Change decode(LogProto.Answered answered) {
    Decoding.require(answered.hasProposal(), "answered.proposal");
    return new Declaration.Change.Answered(
        answered.getWorkload(),
        AllocationMapping.decode(answered.getProposal()),
        answered.getApproved(),
        answered.getBy());
  }

  private static Declaration.Change decode(LogProto.DeclaredWorkload declared) {
    Decoding.require(declared.hasWorkload(), "declaration.workload");
    return new Declaration.Change.OfWorkload(
        FleetMapping.decode(declared.getWorkload()),
        declared.hasMovedFrom() ? Optional.of(declared.getMovedFrom()) : Optional.empty());
  }
}
