package io.rheostat.topics.mapping;

import io.rheostat.model.fleet.AlertResponse;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Churn;
import io.rheostat.model.fleet.MetricsBinding;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.CostRates;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.ModelShape;
import io.rheostat.model.resource.Placement;
import io.rheostat.topics.proto.FleetProto;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Mapping of devices, pools and workloads.
final class FleetMapping {
  private FleetMapping() {}

  static FleetProto.Device encode(Device device) {
    CostRates rates = device.rates();
    FleetProto.Device.Builder builder =
        FleetProto.Device.newBuilder()
            .setName(device.name())
            .setMemoryBytes(device.memoryBytes())
            .setBandwidthBytesPerSecond(device.bandwidthBytesPerSecond())
            .setFlopsPerSecond(device.flopsPerSecond())
            .setRates(
                FleetProto.CostRates.newBuilder()
                    .setBaseUsdPerHour(rates.baseUsd())
                    .setPerDeviceUsdPerHour(rates.perDeviceUsd())
                    .setPerGibMemoryUsdPerHour(rates.perGibMemoryUsd())
                    .setPerGibDiskUsdPerHour(rates.perGibDiskUsd()));
    device.watts().ifPresent(builder::setWatts);
    return builder.build();
  }

  /// Decodes a device type; its power is absent when not declared.
  ///
  /// @throws IllegalArgumentException for absent rates or a value refused by the model
  public static Device decode(FleetProto.Device device) {
    Decoding.require(device.hasRates(), "device.rates");
    FleetProto.CostRates rates = device.getRates();
    return new Device(
        device.getName(),
        device.getMemoryBytes(),
        device.getBandwidthBytesPerSecond(),
        device.getFlopsPerSecond(),
        new CostRates(
            rates.getBaseUsdPerHour(),
            rates.getPerDeviceUsdPerHour(),
            rates.getPerGibMemoryUsdPerHour(),
            rates.getPerGibDiskUsdPerHour()),
        device.hasWatts() ? OptionalDouble.of(device.getWatts()) : OptionalDouble.empty());
  }

  static FleetProto.Pool encode(Pool pool) {
    FleetProto.Pool.Builder builder =
        FleetProto.Pool.newBuilder()
            .setName(pool.name())
            .addAllDevices(EntryMapping.encodeCounts(pool.devices()))
            .setAlpha(pool.alpha())
            .setBeta(pool.beta());
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
        pool.getBeta());
  }

  static FleetProto.Workload encode(Workload workload) {
    FleetProto.Workload.Builder builder =
        FleetProto.Workload.newBuilder()
            .setName(workload.name())
            .setPool(workload.pool())
            .setObjective(ObjectiveMapping.encode(workload.objective()))
            .setBounds(encode(workload.bounds()))
            .setMode(FleetEnums.encode(workload.mode()));
    workload.model().ifPresent(model -> builder.setModel(encode(model)));
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
        workload.hasModel() ? Optional.of(decode(workload.getModel())) : Optional.empty(),
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

  private static FleetProto.ModelShape encode(ModelShape model) {
    return FleetProto.ModelShape.newBuilder()
        .setParameters(model.parameters())
        .setLayers(model.layers())
        .setKvHeads(model.kvHeads())
        .setHeadDim(model.headDim())
        .setPrecision(FleetEnums.encode(model.precision()))
        .setSharding(FleetEnums.encode(model.sharding()))
        .build();
  }

  private static ModelShape decode(FleetProto.ModelShape model) {
    return new ModelShape(
        model.getParameters(),
        model.getLayers(),
        model.getKvHeads(),
        model.getHeadDim(),
        FleetEnums.decode(model.getPrecision(), model.getPrecisionValue()),
        FleetEnums.decode(model.getSharding(), model.getShardingValue()));
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
