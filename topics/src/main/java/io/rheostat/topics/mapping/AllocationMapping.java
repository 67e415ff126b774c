package io.rheostat.topics.mapping;

import io.rheostat.model.command.Generation;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.topics.proto.CommandProto;
import java.util.ArrayList;
import java.util.List;

/// Mapping of allocations and generations, shared by commands and decisions.
public final class AllocationMapping {
  private AllocationMapping() {}

  /// Encodes an allocation: replicas by placement.
  public static CommandProto.Allocation encode(Allocation allocation) {
    CommandProto.Allocation.Builder builder = CommandProto.Allocation.newBuilder();
    for (Allocation.Part part : allocation.parts()) {
      builder.addParts(
          CommandProto.AllocationPart.newBuilder()
              .setPlacement(part.placement())
              .setReplicas(part.replicas()));
    }
    return builder.build();
  }

  /// Decodes an allocation: replicas by placement.
  ///
  /// @throws IllegalArgumentException for a part without a placement or with replicas below 0
  public static Allocation decode(CommandProto.Allocation allocation) {
    List<Allocation.Part> parts = new ArrayList<>(allocation.getPartsCount());
    for (CommandProto.AllocationPart part : allocation.getPartsList()) {
      parts.add(new Allocation.Part(part.getPlacement(), part.getReplicas()));
    }
    return new Allocation(parts);
  }

  /// Encodes a generation.
  public static CommandProto.Generation encode(Generation generation) {
    return CommandProto.Generation.newBuilder()
        .setRevision(generation.revision())
        .setCounter(generation.counter())
        .build();
  }

  /// Decodes a generation.
  ///
  /// @throws IllegalArgumentException for a value refused by the model
  public static Generation decode(CommandProto.Generation generation) {
    return new Generation(generation.getRevision(), generation.getCounter());
  }
}
