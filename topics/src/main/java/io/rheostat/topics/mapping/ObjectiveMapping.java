package io.rheostat.topics.mapping;

import io.rheostat.model.fleet.BatchRange;
import io.rheostat.model.fleet.Demand;
import io.rheostat.model.fleet.ElasticTraining;
import io.rheostat.model.fleet.JobProfile;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Slo;
import io.rheostat.topics.proto.FleetProto;
import java.util.Optional;

/// Mapping of workload objectives.
final class ObjectiveMapping {
  private ObjectiveMapping() {}

  static FleetProto.Objective encode(Objective objective) {
    FleetProto.Objective.Builder builder = FleetProto.Objective.newBuilder();
    return switch (objective) {
      case Objective.Inference inference ->
          builder.setInference(encodeInference(inference)).build();
      case Objective.Training training -> builder.setTraining(encodeTraining(training)).build();
      case Objective.Profiled(double usdPerPerformanceHour) ->
          builder
              .setProfiled(
                  FleetProto.ProfiledObjective.newBuilder()
                      .setUsdPerPerformanceHour(usdPerPerformanceHour))
              .build();
    };
  }

  /// Decodes the objective of a workload.
  ///
  /// @throws IllegalArgumentException for an absent or unknown kind, or a value refused by the
  ///     model
  public static Objective decode(FleetProto.Objective objective) {
    return switch (objective.getKindCase()) {
      case INFERENCE -> decodeInference(objective.getInference());
      case TRAINING -> decodeTraining(objective.getTraining());
      case PROFILED -> new Objective.Profiled(objective.getProfiled().getUsdPerPerformanceHour());
      case KIND_NOT_SET -> throw Decoding.missing("objective.kind");
    };
  }

  private static FleetProto.InferenceObjective encodeInference(Objective.Inference inference) {
    Slo slo = inference.slo();
    FleetProto.InferenceObjective.Builder builder =
        FleetProto.InferenceObjective.newBuilder()
            .setSlo(
                FleetProto.Slo.newBuilder()
                    .setTimeToFirstToken(TimeMapping.encode(slo.timeToFirstToken()))
                    .setTimePerOutputToken(TimeMapping.encode(slo.timePerOutputToken()))
                    .setAttainment(slo.attainment()))
            .setUsdPerGoodRequest(inference.usdPerGoodRequest())
            .setMinQuality(inference.minQuality());
    inference
        .expected()
        .ifPresent(
            demand ->
                builder.setExpected(
                    FleetProto.Demand.newBuilder()
                        .setRequestsPerSecond(demand.requestsPerSecond())
                        .setInputTokens(demand.inputTokens())
                        .setOutputTokens(demand.outputTokens())));
    return builder.build();
  }

  private static Objective decodeInference(FleetProto.InferenceObjective inference) {
    Decoding.require(inference.hasSlo(), "objective.slo");
    return new Objective.Inference(
        decode(inference.getSlo()),
        inference.getUsdPerGoodRequest(),
        inference.hasExpected() ? Optional.of(decode(inference.getExpected())) : Optional.empty(),
        inference.getMinQuality());
  }

  private static Slo decode(FleetProto.Slo slo) {
    Decoding.require(slo.hasTimeToFirstToken(), "slo.time_to_first_token");
    Decoding.require(slo.hasTimePerOutputToken(), "slo.time_per_output_token");
    return new Slo(
        TimeMapping.decode(slo.getTimeToFirstToken()),
        TimeMapping.decode(slo.getTimePerOutputToken()),
        slo.getAttainment());
  }

  private static Demand decode(FleetProto.Demand demand) {
    return new Demand(
        demand.getRequestsPerSecond(), demand.getInputTokens(), demand.getOutputTokens());
  }

  private static FleetProto.TrainingObjective encodeTraining(Objective.Training training) {
    FleetProto.TrainingObjective.Builder builder =
        FleetProto.TrainingObjective.newBuilder()
            .setSamples(training.samples())
            .setSamplesPerWorker(training.samplesPerWorker())
            .setInitialBatch(training.initialBatch())
            .setUsdOnCompletion(training.usdOnCompletion())
            .setLateLossUsdPerHour(training.lateLossUsdPerHour());
    training.deadline().ifPresent(deadline -> builder.setDeadline(TimeMapping.encode(deadline)));
    training.elastic().ifPresent(elastic -> builder.setElastic(encode(elastic)));
    return builder.build();
  }

  private static FleetProto.ElasticTraining encode(ElasticTraining elastic) {
    BatchRange batch = elastic.batch();
    FleetProto.ElasticTraining.Builder builder =
        FleetProto.ElasticTraining.newBuilder()
            .setDelayCostUsdPerHour(elastic.delayCostUsdPerHour())
            .setMinSamplesPerWorker(batch.minPerReplica())
            .setMaxSamplesPerWorker(batch.maxPerReplica())
            .setAccumulates(batch.accumulates())
            .setCancelled(elastic.cancelled());
    if (!batch.isFixedPerReplica()) {
      builder.setMaxBatch(batch.max());
    }
    elastic.profile().ifPresent(builder::setProfile);
    elastic.owner().ifPresent(builder::setOwner);
    return builder.build();
  }

  private static ElasticTraining decode(FleetProto.ElasticTraining elastic, double initialBatch) {
    return new ElasticTraining(
        elastic.getDelayCostUsdPerHour(),
        elastic.hasMaxBatch()
            ? new BatchRange(
                initialBatch,
                elastic.getMaxBatch(),
                elastic.getMinSamplesPerWorker(),
                elastic.getMaxSamplesPerWorker(),
                elastic.getAccumulates())
            : BatchRange.fixedPerReplica(initialBatch, elastic.getMinSamplesPerWorker()),
        elastic.getCancelled(),
        elastic.hasProfile() ? Optional.of(elastic.getProfile()) : Optional.empty(),
        elastic.hasOwner() ? Optional.of(elastic.getOwner()) : Optional.empty());
  }

  private static Objective decodeTraining(FleetProto.TrainingObjective training) {
    return new Objective.Training(
        training.getSamples(),
        training.getSamplesPerWorker(),
        training.getInitialBatch(),
        training.getUsdOnCompletion(),
        training.hasDeadline()
            ? Optional.of(TimeMapping.decode(training.getDeadline()))
            : Optional.empty(),
        training.getLateLossUsdPerHour(),
        training.hasElastic()
            ? Optional.of(decode(training.getElastic(), training.getInitialBatch()))
            : Optional.empty());
  }

  /// Encodes what training jobs leave to later ones.
  static FleetProto.JobProfile encode(JobProfile profile) {
    FleetProto.JobProfile.Builder builder =
        FleetProto.JobProfile.newBuilder()
            .setName(profile.name())
            .setGradientSquare(profile.gradientSquare())
            .setGradientVariance(profile.gradientVariance());
    for (JobProfile.Step step : profile.steps()) {
      builder.addSteps(
          FleetProto.ProfiledStep.newBuilder()
              .setDevice(step.device())
              .setDevicesPerWorker(step.devicesPerWorker())
              .setNodes(step.nodes())
              .setWorkers(step.workers())
              .setLocalBatch(step.localBatch())
              .setPassSeconds(step.passSeconds())
              .setStepSeconds(step.stepSeconds()));
    }
    return builder.build();
  }

  /// Decodes what training jobs leave to later ones.
  ///
  /// @throws IllegalArgumentException for a value refused by the model
  static JobProfile decode(FleetProto.JobProfile profile) {
    return new JobProfile(
        profile.getName(),
        profile.getStepsList().stream().map(ObjectiveMapping::decode).toList(),
        profile.getGradientSquare(),
        profile.getGradientVariance());
  }

  private static JobProfile.Step decode(FleetProto.ProfiledStep step) {
    return new JobProfile.Step(
        step.getDevice(),
        step.getDevicesPerWorker(),
        step.getNodes(),
        step.getWorkers(),
        step.getLocalBatch(),
        step.getPassSeconds(),
        step.getStepSeconds());
  }
}
