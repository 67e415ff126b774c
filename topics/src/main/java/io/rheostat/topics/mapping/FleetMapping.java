package io.rheostat.topics.mapping;

import io.rheostat.model.fleet.AlertResponse;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Churn;
import io.rheostat.model.fleet.MetricsBinding;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import io.rheostat.topics.proto.FleetProto;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Mapping of pools and workloads.
final class FleetMapping {
  private FleetMapping() {}

  static FleetProto.Pool encode(Pool pool) {
    FleetProto.Pool.Builder builder =
        FleetProto.Pool.newBuilder()
            .setName(pool.name())
            .addAllDevices(EntryMapping.encodeCounts(pool.devices()))
            .setAlpha(pool.alpha())
            .setBeta(pool.beta())
            .addAllOwners(EntryMapping.encodeOwners(pool.owners()));
    pool.budgetUsdPerHour().ifPresent(builder::setBudgetUsdPerHour);
    pool.maxWatts().ifPresent(builder::setMaxWatts);
    pool.churn().ifPresent(churn -> builder.setChurn(encode(churn)));
    return builder.build();
  }

  /// Decodes a pool; budget, power and churn limits are absent when not declared.
  ///
  /// @throws IllegalArgumentException for a value refused by the model
  public static Pool decode(FleetProto.Pool pool) {
    return new Pool(
        pool.getName(),
        EntryMapping.decodeCounts(pool.getDevicesList()),
        pool.hasBudgetUsdPerHour()
            ? OptionalDouble.of(pool.getBudgetUsdPerHour())
            : OptionalDouble.empty(),
        pool.hasMaxWatts() ? OptionalDouble.of(pool.getMaxWatts()) : OptionalDouble.empty(),
        pool.hasChurn() ? Optional.of(decode(pool.getChurn())) : Optional.empty(),
        pool.getAlpha(),
        pool.getBeta(),
        EntryMapping.decodeOwners(pool.getOwnersList()));
  }

  static FleetProto.Workload encode(Workload workload) {
    FleetProto.Workload.Builder builder =
        FleetProto.Workload.newBuilder()
            .setName(workload.name())
            .setPool(workload.pool())
            .setObjective(ObjectiveMapping.encode(workload.objective()))
            .setBounds(encode(workload.bounds()))
            .setMode(FleetEnums.encode(workload.mode()));
    workload.model().ifPresent(model -> builder.setModel(ResourceMapping.encode(model)));
    workload.placements().forEach(each -> builder.addPlacements(PlacementMapping.encode(each)));
    workload.metrics().forEach(each -> builder.addMetrics(encode(each)));
    workload.alerts().forEach(each -> builder.addAlerts(encode(each)));
    workload.raisedBy().forEach(builder::addRaisedBy);
    return builder.build();
  }

  /// Decodes a workload with its placements and bindings.
  ///
  /// @throws IllegalArgumentException for an absent required field or a value refused by the model
  public static Workload decode(FleetProto.Workload workload) {
    Decoding.require(workload.hasObjective(), "workload.objective");
    Decoding.require(workload.hasBounds(), "workload.bounds");
    List<Placement> placements =
        workload.getPlacementsList().stream().map(PlacementMapping::decode).toList();
    return new Workload(
        workload.getName(),
        workload.getPool(),
        ObjectiveMapping.decode(workload.getObjective()),
        workload.hasModel()
            ? Optional.of(ResourceMapping.decode(workload.getModel()))
            : Optional.empty(),
        placements,
        decode(workload.getBounds()),
        workload.getMetricsList().stream().map(FleetMapping::decode).toList(),
        workload.getAlertsList().stream().map(FleetMapping::decode).toList(),
        FleetEnums.decode(workload.getMode(), workload.getModeValue(), placements),
        workload.getRaisedByList());
  }

  private static FleetProto.Bounds encode(Bounds bounds) {
    FleetProto.Bounds.Builder builder =
        FleetProto.Bounds.newBuilder()
            .setMinReplicas(bounds.minReplicas())
            .setMaxReplicas(bounds.maxReplicas());
    bounds.maxUsdPerHour().ifPresent(builder::setMaxUsdPerHour);
    bounds.churn().ifPresent(churn -> builder.setChurn(encode(churn)));
    return builder.build();
  }

  private static Bounds decode(FleetProto.Bounds bounds) {
    return new Bounds(
        bounds.getMinReplicas(),
        bounds.getMaxReplicas(),
        bounds.hasMaxUsdPerHour()
            ? OptionalDouble.of(bounds.getMaxUsdPerHour())
            : OptionalDouble.empty(),
        bounds.hasChurn() ? Optional.of(decode(bounds.getChurn())) : Optional.empty());
  }

  private static FleetProto.Churn encode(Churn churn) {
    return FleetProto.Churn.newBuilder()
        .setChanges(churn.changes())
        .setWindow(TimeMapping.encode(churn.window()))
        .build();
  }

  private static Churn decode(FleetProto.Churn churn) {
    Decoding.require(churn.hasWindow(), "churn.window");
    return new Churn(churn.getChanges(), TimeMapping.decode(churn.getWindow()));
  }

  private static FleetProto.MetricsBinding encode(MetricsBinding binding) {
    return FleetProto.MetricsBinding.newBuilder()
        .setPreset(binding.preset())
        .addAllMatch(EntryMapping.encode(binding.match()))
        .setMembers(binding.members())
        .build();
  }

  private static MetricsBinding decode(FleetProto.MetricsBinding binding) {
    return new MetricsBinding(
        binding.getPreset(),
        EntryMapping.decode("match", binding.getMatchList()),
        binding.getMembers());
  }

  private static FleetProto.AlertResponse encode(AlertResponse response) {
    return FleetProto.AlertResponse.newBuilder()
        .setAlert(response.alert())
        .setFactor(response.factor())
        .setHold(TimeMapping.encode(response.hold()))
        .build();
  }

  private static AlertResponse decode(FleetProto.AlertResponse response) {
    Decoding.require(response.hasHold(), "alert response.hold");
    return new AlertResponse(
        response.getAlert(), response.getFactor(), TimeMapping.decode(response.getHold()));
  }
}
