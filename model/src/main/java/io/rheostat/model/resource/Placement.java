package io.rheostat.model.resource;

import io.rheostat.model.Require;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// One way to run a replica of a workload: the device type, its parallelism, memory and disk.
///
/// @param name unique in its workload; allocations and readings refer to it
/// @param device name of the device type
/// @param tensorParallel devices sharing each layer (TP)
/// @param pipelineParallel stages the layers are split into (PP)
/// @param widths replica counts a training job may take, ascending; empty when any count may be
///     taken
/// @param memoryGib host memory of a replica
/// @param diskGib disk of a replica
/// @param startup expected time from command to ready, until it is measured
/// @param performance declared score of one replica, for workloads valued by score
/// @param engine declared speed of an inference replica; without it a prior is derived
/// @param step declared speed of a training worker; without it a prior is derived
/// @param target where replicas live
/// @param quality quality of its answers, when it differs between placements
/// @param precision precision of its weights, when it is not the model's
public record Placement(
    String name,
    String device,
    int tensorParallel,
    int pipelineParallel,
    List<Integer> widths,
    double memoryGib,
    double diskGib,
    Duration startup,
    OptionalDouble performance,
    Optional<EngineProfile> engine,
    Optional<StepProfile> step,
    Target target,
    Optional<Quality> quality,
    Optional<Precision> precision) {
  public Placement {
    Require.text("placement name", name);
    Require.text("device", device);
    Require.atLeast("tensorParallel", 1, tensorParallel);
    Require.atLeast("pipelineParallel", 1, pipelineParallel);
    widths = widths.stream().sorted().distinct().toList();
    widths.forEach(width -> Require.atLeast("widths", 1, width));
    Require.atLeastZero("memory", memoryGib);
    Require.atLeastZero("disk", diskGib);
    if (startup.isNegative()) {
      throw new IllegalArgumentException("startup is " + startup + ". It must be 0 or more.");
    }
    performance.ifPresent(score -> Require.atLeastZero("performance", score));
  }

  /// Creates a placement of undeclared quality, in the model's precision.
  public Placement(
      String name,
      String device,
      int tensorParallel,
      int pipelineParallel,
      List<Integer> widths,
      double memoryGib,
      double diskGib,
      Duration startup,
      OptionalDouble performance,
      Optional<EngineProfile> engine,
      Optional<StepProfile> step,
      Target target) {
    this(
        name,
        device,
        tensorParallel,
        pipelineParallel,
        widths,
        memoryGib,
        diskGib,
        startup,
        performance,
        engine,
        step,
        target,
        Optional.empty(),
        Optional.empty());
  }

  /// Returns a model as it runs here: with weights in this placement's precision.
  public ModelShape running(ModelShape model) {
    return precision.map(model::with).orElse(model);
  }

  /// Returns the same placement with another target.
  public Placement withTarget(Target other) {
    return new Placement(
        name,
        device,
        tensorParallel,
        pipelineParallel,
        widths,
        memoryGib,
        diskGib,
        startup,
        performance,
        engine,
        step,
        other,
        quality,
        precision);
  }

  /// Returns the score of its answers; 1 when none is declared.
  public double qualityScore() {
    return quality.map(Quality::score).orElse(1.0);
  }

  /// Returns the same placement with another expected time from command to ready.
  public Placement withStartup(Duration expected) {
    return new Placement(
        name,
        device,
        tensorParallel,
        pipelineParallel,
        widths,
        memoryGib,
        diskGib,
        expected,
        performance,
        engine,
        step,
        target,
        quality,
        precision);
  }

  /// Returns the same placement with a declared speed of an inference replica.
  public Placement withEngine(EngineProfile declared) {
    return new Placement(
        name,
        device,
        tensorParallel,
        pipelineParallel,
        widths,
        memoryGib,
        diskGib,
        startup,
        performance,
        Optional.of(declared),
        step,
        target,
        quality,
        precision);
  }

  /// Returns the devices of one replica: TP × PP.
  public int devicesPerReplica() {
    return tensorParallel * pipelineParallel;
  }
}
