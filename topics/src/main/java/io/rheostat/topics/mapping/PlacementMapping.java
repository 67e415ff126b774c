package io.rheostat.topics.mapping;

import io.rheostat.model.resource.EngineProfile;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Quality;
import io.rheostat.model.resource.StepProfile;
import io.rheostat.model.resource.Target;
import io.rheostat.topics.proto.FleetProto;
import java.util.Optional;
import java.util.OptionalDouble;

/// Mapping of placements: the ways a replica may run, and the locations of replicas.
final class PlacementMapping {
  private PlacementMapping() {}

  static FleetProto.Placement encode(Placement placement) {
    FleetProto.Placement.Builder builder =
        FleetProto.Placement.newBuilder()
            .setName(placement.name())
            .setDevice(placement.device())
            .setTensorParallel(placement.tensorParallel())
            .setPipelineParallel(placement.pipelineParallel())
            .addAllWidths(placement.widths())
            .setMemoryGib(placement.memoryGib())
            .setDiskGib(placement.diskGib())
            .setStartup(TimeMapping.encode(placement.startup()))
            .setTarget(encode(placement.target()));
    placement.performance().ifPresent(builder::setPerformance);
    placement.engine().ifPresent(engine -> builder.setEngine(encode(engine)));
    placement.step().ifPresent(step -> builder.setStep(encode(step)));
    placement
        .precision()
        .ifPresent(precision -> builder.setPrecision(FleetEnums.encode(precision)));
    placement
        .quality()
        .ifPresent(
            quality ->
                builder.setQuality(
                    FleetProto.Quality.newBuilder()
                        .setScore(quality.score())
                        .setSource(quality.source())));
    return builder.build();
  }

  /// Decodes a placement; performance and profiles are absent when not declared.
  ///
  /// @throws IllegalArgumentException for an absent required field or a value refused by the model
  public static Placement decode(FleetProto.Placement placement) {
    Decoding.require(placement.hasStartup(), "placement.startup");
    Decoding.require(placement.hasTarget(), "placement.target");
    return new Placement(
        placement.getName(),
        placement.getDevice(),
        placement.getTensorParallel(),
        placement.getPipelineParallel(),
        placement.getWidthsList(),
        placement.getMemoryGib(),
        placement.getDiskGib(),
        TimeMapping.decode(placement.getStartup()),
        placement.hasPerformance()
            ? OptionalDouble.of(placement.getPerformance())
            : OptionalDouble.empty(),
        placement.hasEngine() ? Optional.of(decode(placement.getEngine())) : Optional.empty(),
        placement.hasStep() ? Optional.of(decode(placement.getStep())) : Optional.empty(),
        decode(placement.getTarget()),
        placement.hasQuality()
            ? Optional.of(
                new Quality(placement.getQuality().getScore(), placement.getQuality().getSource()))
            : Optional.empty(),
        placement.getPrecision() == FleetProto.Precision.PRECISION_UNSPECIFIED
            ? Optional.empty()
            : Optional.of(
                FleetEnums.decode(placement.getPrecision(), placement.getPrecisionValue())));
  }

  static FleetProto.Target encode(Target target) {
    return FleetProto.Target.newBuilder()
        .setDriver(target.driver())
        .addAllSettings(EntryMapping.encode(target.settings()))
        .build();
  }

  /// Decodes a target: its driver and the driver's settings.
  public static Target decode(FleetProto.Target target) {
    return new Target(
        target.getDriver(), EntryMapping.decode("settings", target.getSettingsList()));
  }

  private static FleetProto.EngineProfile encode(EngineProfile engine) {
    return FleetProto.EngineProfile.newBuilder()
        .setBaseSeconds(engine.baseSeconds())
        .setPerSequenceSeconds(engine.perSequenceSeconds())
        .setPerKvTokenSeconds(engine.perKvTokenSeconds())
        .setPerPrefillTokenSeconds(engine.perPrefillTokenSeconds())
        .setKvTokens(engine.kvTokens())
        .setMaxSequences(engine.maxSequences())
        .setChunkTokens(engine.chunkTokens())
        .build();
  }

  private static EngineProfile decode(FleetProto.EngineProfile engine) {
    return new EngineProfile(
        engine.getBaseSeconds(),
        engine.getPerSequenceSeconds(),
        engine.getPerKvTokenSeconds(),
        engine.getPerPrefillTokenSeconds(),
        engine.getKvTokens(),
        engine.getMaxSequences(),
        engine.getChunkTokens());
  }

  private static FleetProto.StepProfile encode(StepProfile step) {
    return FleetProto.StepProfile.newBuilder()
        .setPerSampleSeconds(step.perSampleSeconds())
        .setSyncSeconds(step.syncSeconds())
        .setPerWorkerSyncSeconds(step.perWorkerSyncSeconds())
        .build();
  }

  private static StepProfile decode(FleetProto.StepProfile step) {
    return new StepProfile(
        step.getPerSampleSeconds(), step.getSyncSeconds(), step.getPerWorkerSyncSeconds());
  }
}
