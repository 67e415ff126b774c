package io.rheostat.topics.mapping;

import io.rheostat.model.resource.Architecture;
import io.rheostat.model.resource.CostRates;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.DeviceLinks;
import io.rheostat.model.resource.ModelShape;
import io.rheostat.model.resource.Precision;
import io.rheostat.model.resource.ReducedPrecision;
import io.rheostat.topics.proto.FleetProto;
import java.util.Optional;
import java.util.OptionalDouble;

/// Mapping of devices and models.
final class ResourceMapping {
  private ResourceMapping() {}

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
    device.declaredLinks().ifPresent(links -> builder.setLinks(encode(links)));
    return builder
        .setFp8FlopsPerSecond(device.reduced().fp8FlopsPerSecond())
        .setFp4FlopsPerSecond(device.reduced().fp4FlopsPerSecond())
        .build();
  }

  /// Decodes a device type; its power is absent when not declared, its links are PCIe then.
  ///
  /// @throws IllegalArgumentException for absent rates or a value refused by the model
  static Device decode(FleetProto.Device device) {
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
        device.hasWatts() ? OptionalDouble.of(device.getWatts()) : OptionalDouble.empty(),
        new ReducedPrecision(device.getFp8FlopsPerSecond(), device.getFp4FlopsPerSecond()),
        device.hasLinks() ? Optional.of(decode(device.getLinks())) : Optional.empty());
  }

  private static FleetProto.DeviceLinks encode(DeviceLinks links) {
    return FleetProto.DeviceLinks.newBuilder()
        .setPeerBytesPerSecond(links.peerBytesPerSecond())
        .setNetworkBytesPerSecond(links.networkBytesPerSecond())
        .setDevicesPerNode(links.devicesPerNode())
        .build();
  }

  private static DeviceLinks decode(FleetProto.DeviceLinks links) {
    return new DeviceLinks(
        links.getPeerBytesPerSecond(), links.getNetworkBytesPerSecond(), links.getDevicesPerNode());
  }

  static FleetProto.ModelShape encode(ModelShape model) {
    FleetProto.ModelShape.Builder builder =
        FleetProto.ModelShape.newBuilder()
            .setParameters(model.parameters())
            .setLayers(model.layers())
            .setKvHeads(model.kvHeads())
            .setHeadDim(model.headDim())
            .setPrecision(FleetEnums.encode(model.precision()))
            .setSharding(FleetEnums.encode(model.sharding()));
    model.declaredKvPrecision().ifPresent(each -> builder.setKvPrecision(FleetEnums.encode(each)));
    model.architecture().ifPresent(layout -> builder.setArchitecture(encode(layout)));
    return builder.build();
  }

  static ModelShape decode(FleetProto.ModelShape model) {
    Precision weights = FleetEnums.decode(model.getPrecision(), model.getPrecisionValue());
    return new ModelShape(
        model.getParameters(),
        model.getLayers(),
        model.getKvHeads(),
        model.getHeadDim(),
        weights,
        model.getKvPrecision() == FleetProto.Precision.PRECISION_UNSPECIFIED
            ? Optional.empty()
            : Optional.of(FleetEnums.decode(model.getKvPrecision(), model.getKvPrecisionValue())),
        FleetEnums.decode(model.getSharding(), model.getShardingValue()),
        model.hasArchitecture() ? Optional.of(decode(model.getArchitecture())) : Optional.empty());
  }

  private static FleetProto.Architecture encode(Architecture layout) {
    FleetProto.Architecture.Builder builder =
        FleetProto.Architecture.newBuilder()
            .setHiddenSize(layout.hiddenSize())
            .setHeads(layout.heads())
            .setVocabulary(layout.vocabulary())
            .setSlidingWindow(layout.slidingWindow())
            .setQkNorm(layout.qkNorm());
    layout
        .experts()
        .ifPresent(
            experts ->
                builder.setExperts(
                    FleetProto.Experts.newBuilder()
                        .setCount(experts.count())
                        .setActive(experts.active())
                        .setParametersEach(experts.parametersEach())));
    return builder.build();
  }

  private static Architecture decode(FleetProto.Architecture layout) {
    FleetProto.Experts experts = layout.getExperts();
    return new Architecture(
        layout.getHiddenSize(),
        layout.getHeads(),
        layout.getVocabulary(),
        layout.getSlidingWindow(),
        layout.getQkNorm(),
        layout.hasExperts()
            ? Optional.of(
                new Architecture.Experts(
                    experts.getCount(), experts.getActive(), experts.getParametersEach()))
            : Optional.empty());
  }
}
