package io.rheostat.topics.mapping;

import io.rheostat.model.estimate.CounterHealth;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Freshness;
import io.rheostat.model.estimate.HostAdvice;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.SignalAge;
import io.rheostat.model.signal.Signal;
import io.rheostat.topics.proto.EstimateProto;
import java.util.OptionalDouble;

/// Mapping of estimates and their trustworthiness.
public final class EstimateMapping {
  private EstimateMapping() {}

  /// Encodes an estimate; the state of its counters is left out when they are sound.
  public static EstimateProto.Estimate encode(Estimate estimate) {
    EstimateProto.Estimate.Builder builder =
        EstimateProto.Estimate.newBuilder()
            .setWorkload(estimate.workload())
            .setPool(estimate.pool())
            .setAt(TimeMapping.encode(estimate.at()))
            .setFreshness(encode(estimate.freshness()));
    if (!estimate.counters().equals(CounterHealth.SOUND)) {
      builder.setCounters(
          EstimateProto.CounterHealth.newBuilder().setJumping(estimate.counters().jumping()));
    }
    estimate.hosts().forEach(host -> builder.addHosts(encode(host)));
    return switch (estimate.measure()) {
      case Measure.Inference inference ->
          builder.setInference(MeasureMapping.encode(inference)).build();
      case Measure.Training training ->
          builder.setTraining(MeasureMapping.encode(training)).build();
      case Measure.Profiled() ->
          builder.setProfiled(EstimateProto.ProfiledMeasure.getDefaultInstance()).build();
    };
  }

  /// Decodes an estimate; counters are sound when nothing is said about them.
  ///
  /// @throws IllegalArgumentException for an absent required field, an unknown measure, or a value
  ///     refused by the model
  public static Estimate decode(EstimateProto.Estimate estimate) {
    Decoding.require(estimate.hasAt(), "estimate.at");
    Decoding.require(estimate.hasFreshness(), "estimate.freshness");
    Measure measure =
        switch (estimate.getMeasureCase()) {
          case INFERENCE -> MeasureMapping.decode(estimate.getInference());
          case TRAINING -> MeasureMapping.decode(estimate.getTraining());
          case PROFILED -> new Measure.Profiled();
          case MEASURE_NOT_SET -> throw Decoding.missing("estimate.measure");
        };
    return new Estimate(
        estimate.getWorkload(),
        estimate.getPool(),
        TimeMapping.decode(estimate.getAt()),
        decode(estimate.getFreshness()),
        measure,
        new CounterHealth(estimate.getCounters().getJumping()),
        estimate.getHostsList().stream().map(EstimateMapping::decode).toList());
  }

  private static EstimateProto.HostAdvice encode(HostAdvice host) {
    EstimateProto.HostAdvice.Builder builder =
        EstimateProto.HostAdvice.newBuilder()
            .setPlacement(host.placement())
            .setUsedMemoryBytes(host.usedMemoryBytes())
            .setAdvisedMemoryBytes(host.advisedMemoryBytes())
            .setUsedDiskBytes(host.usedDiskBytes());
    host.daysUntilFull().ifPresent(builder::setDaysUntilFull);
    return builder.build();
  }

  private static HostAdvice decode(EstimateProto.HostAdvice host) {
    return new HostAdvice(
        host.getPlacement(),
        host.getUsedMemoryBytes(),
        host.getAdvisedMemoryBytes(),
        host.getUsedDiskBytes(),
        host.hasDaysUntilFull()
            ? OptionalDouble.of(host.getDaysUntilFull())
            : OptionalDouble.empty());
  }

  private static EstimateProto.Freshness encode(Freshness freshness) {
    EstimateProto.Freshness.Builder builder =
        EstimateProto.Freshness.newBuilder()
            .setAge(TimeMapping.encode(freshness.age()))
            .setLive(freshness.live())
            .setUnreachable(freshness.unreachable())
            .setStale(freshness.stale())
            .setBehind(TimeMapping.encode(freshness.behind()));
    for (SignalAge signal : freshness.signals()) {
      builder.addSignals(
          EstimateProto.SignalAge.newBuilder()
              .setSignalValue(signal.signal().number())
              .setAge(TimeMapping.encode(signal.age())));
    }
    return builder.build();
  }

  private static Freshness decode(EstimateProto.Freshness freshness) {
    Decoding.require(freshness.hasAge(), "freshness.age");
    return new Freshness(
        TimeMapping.decode(freshness.getAge()),
        freshness.getLive(),
        freshness.getUnreachable(),
        freshness.getStale(),
        freshness.getSignalsList().stream().map(EstimateMapping::decode).toList(),
        TimeMapping.decode(freshness.hasBehind() ? freshness.getBehind() : freshness.getAge()));
  }

  private static SignalAge decode(EstimateProto.SignalAge signal) {
    Decoding.require(signal.hasAge(), "signal age.age");
    return new SignalAge(
        Signal.ofNumber(signal.getSignalValue()), TimeMapping.decode(signal.getAge()));
  }
}
