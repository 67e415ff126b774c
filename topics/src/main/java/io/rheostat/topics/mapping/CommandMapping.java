package io.rheostat.topics.mapping;

import io.rheostat.model.command.Command;
import io.rheostat.model.command.Order;
import io.rheostat.topics.proto.CommandProto;

/// Mapping of commands and their orders.
public final class CommandMapping {
  private CommandMapping() {}

  /// Encodes a command with its orders and leaving placements.
  public static CommandProto.Command encode(Command command) {
    CommandProto.Command.Builder builder =
        CommandProto.Command.newBuilder()
            .setWorkload(command.workload())
            .setPool(command.pool())
            .setGeneration(AllocationMapping.encode(command.generation()))
            .setTo(AllocationMapping.encode(command.to()))
            .setIssuedAt(TimeMapping.encode(command.issuedAt()))
            .setExpiresAt(TimeMapping.encode(command.expiresAt()));
    for (Order order : command.orders()) {
      builder.addOrders(
          CommandProto.Order.newBuilder()
              .setPlacement(order.placement())
              .setTarget(PlacementMapping.encode(order.target()))
              .setReplicas(order.replicas()));
    }
    command.leaving().forEach(placement -> builder.addLeaving(PlacementMapping.encode(placement)));
    return builder.build();
  }

  /// Decodes a command with its orders and leaving placements.
  ///
  /// @throws IllegalArgumentException for an absent required field or a value refused by the model
  public static Command decode(CommandProto.Command command) {
    Decoding.require(command.hasGeneration(), "command.generation");
    Decoding.require(command.hasTo(), "command.to");
    Decoding.require(command.hasIssuedAt(), "command.issued_at");
    Decoding.require(command.hasExpiresAt(), "command.expires_at");
    return new Command(
        command.getWorkload(),
        command.getPool(),
        AllocationMapping.decode(command.getGeneration()),
        AllocationMapping.decode(command.getTo()),
        command.getOrdersList().stream().map(CommandMapping::decode).toList(),
        TimeMapping.decode(command.getIssuedAt()),
        TimeMapping.decode(command.getExpiresAt()),
        command.getLeavingList().stream().map(PlacementMapping::decode).toList());
  }

  private static Order decode(CommandProto.Order order) {
    Decoding.require(order.hasTarget(), "order.target");
    return new Order(
        order.getPlacement(), PlacementMapping.decode(order.getTarget()), order.getReplicas());
  }
}
