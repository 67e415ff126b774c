package io.rheostat.topics.mapping;

import io.rheostat.model.estimate.DemandEstimate;
import io.rheostat.model.estimate.DemandQuantiles;
import io.rheostat.model.estimate.Interval;
import io.rheostat.model.estimate.LoadQuality;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.PlacementCapacity;
import io.rheostat.model.estimate.Quantiles;
import io.rheostat.model.estimate.TrainingProfile;
import io.rheostat.model.estimate.WidthGoodput;
import io.rheostat.topics.proto.EstimateProto;
import java.util.List;
import java.util.Optional;

/// Mapping of measurements of services and training jobs.
final class MeasureMapping {
  private static final double NEAREST = 30;

  private MeasureMapping() {}

  static EstimateProto.InferenceMeasure encode(Measure.Inference inference) {
    EstimateProto.InferenceMeasure.Builder builder =
        EstimateProto.InferenceMeasure.newBuilder()
            .setDemand(encode(inference.demand()))
            .setRunning(inference.running())
            .setWaiting(inference.waiting())
            .setKvCacheUsage(inference.kvCacheUsage());
    inference.timeToFirstToken().ifPresent(each -> builder.setTimeToFirstToken(encode(each)));
    inference.timePerOutputToken().ifPresent(each -> builder.setTimePerOutputToken(encode(each)));
    inference
        .attainment()
        .ifPresent(
            share ->
                builder.setAttainment(
                    EstimateProto.Interval.newBuilder()
                        .setLower(share.lower())
                        .setUpper(share.upper())));
    inference.capacities().forEach(capacity -> builder.addCapacities(encode(capacity)));
    for (LoadQuality band : inference.quality()) {
      builder.addQuality(
          EstimateProto.LoadQuality.newBuilder()
              .setLoad(band.load())
              .setShare(band.share())
              .setSteps(band.steps()));
    }
    return builder.build();
  }

  /// Decodes the measurements of an inference service; latencies and attainment may be absent.
  ///
  /// @throws IllegalArgumentException for absent demand or a value refused by the model
  public static Measure.Inference decode(EstimateProto.InferenceMeasure inference) {
    Decoding.require(inference.hasDemand(), "inference.demand");
    return new Measure.Inference(
        decode(inference.getDemand()),
        inference.getRunning(),
        inference.getWaiting(),
        inference.getKvCacheUsage(),
        inference.hasTimeToFirstToken()
            ? Optional.of(decode(inference.getTimeToFirstToken()))
            : Optional.empty(),
        inference.hasTimePerOutputToken()
            ? Optional.of(decode(inference.getTimePerOutputToken()))
            : Optional.empty(),
        inference.hasAttainment()
            ? Optional.of(decode(inference.getAttainment()))
            : Optional.empty(),
        inference.getCapacitiesList().stream().map(MeasureMapping::decode).toList(),
        inference.getQualityList().stream()
            .map(band -> new LoadQuality(band.getLoad(), band.getShare(), band.getSteps()))
            .toList());
  }

  static EstimateProto.TrainingMeasure encode(Measure.Training training) {
    EstimateProto.TrainingMeasure.Builder builder =
        EstimateProto.TrainingMeasure.newBuilder()
            .setSamplesPerSecond(training.samplesPerSecond())
            .setProgressSamples(training.progress())
            .setWorkers(training.workers())
            .setEfficiency(training.efficiency())
            .setComplete(training.complete());
    for (WidthGoodput goodput : training.goodputs()) {
      builder.addGoodputs(
          EstimateProto.WidthGoodput.newBuilder()
              .setPlacement(goodput.placement())
              .setWidth(goodput.width())
              .setGoodputSamplesPerSecond(goodput.goodput())
              .setConfidence(goodput.confidence())
              .setLocalBatch(goodput.batch().local())
              .setAccumulation(goodput.batch().accumulation()));
    }
    TrainingProfile profile = training.profile();
    if (!profile.equals(TrainingProfile.UNLIMITED)) {
      builder.setProfile(encode(profile));
    }
    return builder.build();
  }

  private static EstimateProto.TrainingProfile encode(TrainingProfile profile) {
    EstimateProto.TrainingProfile.Builder builder =
        EstimateProto.TrainingProfile.newBuilder()
            .setMostWorkers(profile.mostWorkers())
            .setLostSeconds(profile.lostSeconds())
            .setCheckpointSeconds(profile.checkpointSeconds())
            .setRestoreSeconds(profile.restoreSeconds());
    profile.learned().map(ObjectiveMapping::encode).ifPresent(builder::setLearned);
    return builder.build();
  }

  /// Decodes the measurements of a training job, in samples and samples per second.
  ///
  /// @throws IllegalArgumentException for a value refused by the model
  public static Measure.Training decode(EstimateProto.TrainingMeasure training) {
    return new Measure.Training(
        training.getSamplesPerSecond(),
        training.getProgressSamples(),
        training.getWorkers(),
        training.getEfficiency(),
        training.getComplete(),
        training.getGoodputsList().stream().map(MeasureMapping::decode).toList(),
        decode(training.getProfile()));
  }

  private static TrainingProfile decode(EstimateProto.TrainingProfile profile) {
    return new TrainingProfile(
        profile.getMostWorkers(),
        profile.getLostSeconds(),
        profile.getCheckpointSeconds(),
        profile.getRestoreSeconds(),
        profile.hasLearned()
            ? Optional.of(ObjectiveMapping.decode(profile.getLearned()))
            : Optional.empty());
  }

  private static EstimateProto.DemandEstimate encode(DemandEstimate demand) {
    EstimateProto.DemandEstimate.Builder builder =
        EstimateProto.DemandEstimate.newBuilder()
            .setStableRequestsPerSecond(demand.stableRate())
            .setRecentRequestsPerSecond(demand.recentRate())
            .setLevelRequestsPerSecond(demand.level())
            .setBacklogRequests(demand.backlog())
            .setInputTokens(demand.inputTokens())
            .setOutputTokens(demand.outputTokens())
            .setCarriedRequestsPerSecond(demand.carriedRate())
            .setWhole(demand.whole());
    for (DemandQuantiles outlook : demand.outlooks()) {
      builder.addOutlooks(
          EstimateProto.DemandQuantiles.newBuilder()
              .setHorizonSeconds(outlook.horizonSeconds())
              .addAllRequestsPerSecond(outlook.rates()));
    }
    return builder.build();
  }

  private static DemandEstimate decode(EstimateProto.DemandEstimate demand) {
    List<DemandQuantiles> outlooks =
        demand.getOutlooksCount() == 0
            ? List.of(DemandQuantiles.certain(NEAREST, demand.getLevelRequestsPerSecond()))
            : demand.getOutlooksList().stream()
                .map(
                    outlook ->
                        new DemandQuantiles(
                            outlook.getHorizonSeconds(), outlook.getRequestsPerSecondList()))
                .toList();
    return new DemandEstimate(
        demand.getStableRequestsPerSecond(),
        demand.getRecentRequestsPerSecond(),
        demand.getLevelRequestsPerSecond(),
        demand.getBacklogRequests(),
        outlooks,
        demand.getInputTokens(),
        demand.getOutputTokens(),
        demand.getCarriedRequestsPerSecond(),
        demand.getWhole());
  }

  private static EstimateProto.Quantiles encode(Quantiles quantiles) {
    return EstimateProto.Quantiles.newBuilder()
        .setP50Seconds(quantiles.p50())
        .setP90Seconds(quantiles.p90())
        .setP99Seconds(quantiles.p99())
        .setMeanSeconds(quantiles.mean())
        .build();
  }

  private static Quantiles decode(EstimateProto.Quantiles quantiles) {
    return new Quantiles(
        quantiles.getP50Seconds(),
        quantiles.getP90Seconds(),
        quantiles.getP99Seconds(),
        quantiles.getMeanSeconds());
  }

  private static Interval decode(EstimateProto.Interval interval) {
    return new Interval(interval.getLower(), interval.getUpper());
  }

  private static EstimateProto.PlacementCapacity encode(PlacementCapacity capacity) {
    return EstimateProto.PlacementCapacity.newBuilder()
        .setPlacement(capacity.placement())
        .setReporting(capacity.reporting())
        .setRequestsPerSecond(capacity.requestsPerSecond())
        .setLowerRequestsPerSecond(capacity.lowerRequestsPerSecond())
        .setConfidence(capacity.confidence())
        .build();
  }

  private static PlacementCapacity decode(EstimateProto.PlacementCapacity capacity) {
    return new PlacementCapacity(
        capacity.getPlacement(),
        capacity.getReporting(),
        capacity.getRequestsPerSecond(),
        capacity.getLowerRequestsPerSecond(),
        capacity.getConfidence());
  }

  private static WidthGoodput decode(EstimateProto.WidthGoodput goodput) {
    return new WidthGoodput(
        goodput.getPlacement(),
        goodput.getWidth(),
        goodput.getGoodputSamplesPerSecond(),
        goodput.getConfidence(),
        new WidthGoodput.Batch(goodput.getLocalBatch(), goodput.getAccumulation()));
  }
}
