package io.rheostat.topics.decision;

import io.rheostat.model.decision.Coverage;
import io.rheostat.model.decision.Evidence;
import io.rheostat.model.decision.Margin;
import io.rheostat.model.decision.PlannedDemand;
import io.rheostat.model.decision.ShadowPrices;
import io.rheostat.model.decision.SourceAges;
import io.rheostat.topics.mapping.Decoding;
import io.rheostat.topics.mapping.TimeMapping;
import io.rheostat.topics.proto.DecisionProto;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Mapping of coverage, planned demand, shadow prices and margins.
final class EvidenceMapping {
  private EvidenceMapping() {}

  static DecisionProto.Evidence encode(Evidence evidence) {
    DecisionProto.Evidence.Builder builder =
        DecisionProto.Evidence.newBuilder().setCoverage(encode(evidence.coverage()));
    evidence.demand().ifPresent(demand -> builder.setDemand(encode(demand)));
    evidence.prices().ifPresent(prices -> builder.setPrices(encode(prices)));
    evidence.last().ifPresent(margin -> builder.setLast(encode(margin)));
    evidence.next().ifPresent(margin -> builder.setNext(encode(margin)));
    return builder.build();
  }

  /// Decodes the evidence of a decision; all but coverage may be absent.
  ///
  /// @throws IllegalArgumentException for absent coverage or a value refused by the model
  public static Evidence decode(DecisionProto.Evidence evidence) {
    Decoding.require(evidence.hasCoverage(), "evidence.coverage");
    return new Evidence(
        decode(evidence.getCoverage()),
        evidence.hasDemand() ? Optional.of(decode(evidence.getDemand())) : Optional.empty(),
        evidence.hasPrices() ? Optional.of(decode(evidence.getPrices())) : Optional.empty(),
        evidence.hasLast() ? Optional.of(decode(evidence.getLast())) : Optional.empty(),
        evidence.hasNext() ? Optional.of(decode(evidence.getNext())) : Optional.empty());
  }

  private static DecisionProto.Margin encode(Margin margin) {
    DecisionProto.Margin.Builder builder =
        DecisionProto.Margin.newBuilder().setUsdPerHour(margin.usdPerHour());
    margin
        .devices()
        .forEach(
            (device, count) ->
                builder.addDevices(
                    DecisionProto.MarginDevices.newBuilder().setDevice(device).setCount(count)));
    return builder.build();
  }

  private static Margin decode(DecisionProto.Margin margin) {
    SortedMap<String, Integer> devices = new TreeMap<>();
    margin.getDevicesList().forEach(one -> devices.put(one.getDevice(), one.getCount()));
    return new Margin(devices, margin.getUsdPerHour());
  }

  private static DecisionProto.ShadowPrices encode(ShadowPrices prices) {
    DecisionProto.ShadowPrices.Builder builder =
        DecisionProto.ShadowPrices.newBuilder().setPerBudgetDollar(prices.perBudgetDollar());
    prices
        .perDevice()
        .forEach(
            (device, price) ->
                builder.addDevices(
                    DecisionProto.DevicePrice.newBuilder().setDevice(device).setUsdPerHour(price)));
    return builder.build();
  }

  private static ShadowPrices decode(DecisionProto.ShadowPrices prices) {
    SortedMap<String, Double> perDevice = new TreeMap<>();
    prices.getDevicesList().forEach(one -> perDevice.put(one.getDevice(), one.getUsdPerHour()));
    return new ShadowPrices(perDevice, prices.getPerBudgetDollar());
  }

  private static DecisionProto.Coverage encode(Coverage coverage) {
    DecisionProto.Coverage.Builder builder =
        DecisionProto.Coverage.newBuilder()
            .setReady(coverage.ready())
            .setReporting(coverage.reporting())
            .setUnreachable(coverage.unreachable())
            .setDemandFactor(coverage.demandFactor())
            .setWatched(TimeMapping.encode(coverage.watched()));
    SourceAges ages = coverage.ages();
    ages.metrics().ifPresent(age -> builder.setMetricsAge(TimeMapping.encode(age)));
    ages.observed().ifPresent(age -> builder.setObservedAge(TimeMapping.encode(age)));
    ages.alerts().ifPresent(age -> builder.setAlertsAge(TimeMapping.encode(age)));
    ages.outcomes().ifPresent(age -> builder.setOutcomesAge(TimeMapping.encode(age)));
    coverage.gap().ifPresent(builder::setGap);
    return builder.build();
  }

  private static Coverage decode(DecisionProto.Coverage coverage) {
    Decoding.require(coverage.hasWatched(), "coverage.watched");
    SourceAges ages =
        new SourceAges(
            age(coverage.hasMetricsAge(), coverage.getMetricsAge()),
            age(coverage.hasObservedAge(), coverage.getObservedAge()),
            age(coverage.hasAlertsAge(), coverage.getAlertsAge()),
            age(coverage.hasOutcomesAge(), coverage.getOutcomesAge()));
    return new Coverage(
        coverage.getReady(),
        coverage.getReporting(),
        coverage.getUnreachable(),
        coverage.getDemandFactor(),
        TimeMapping.decode(coverage.getWatched()),
        ages,
        coverage.hasGap() ? Optional.of(coverage.getGap()) : Optional.empty());
  }

  private static Optional<Duration> age(boolean has, com.google.protobuf.Duration age) {
    return has ? Optional.of(TimeMapping.decode(age)) : Optional.empty();
  }

  private static DecisionProto.PlannedDemand encode(PlannedDemand demand) {
    return DecisionProto.PlannedDemand.newBuilder()
        .setHorizonSeconds(demand.horizonSeconds())
        .setExpectedRequestsPerSecond(demand.expectedRate())
        .setHighRequestsPerSecond(demand.highRate())
        .setMet(demand.met())
        .build();
  }

  private static PlannedDemand decode(DecisionProto.PlannedDemand demand) {
    return new PlannedDemand(
        demand.getHorizonSeconds(),
        demand.getExpectedRequestsPerSecond(),
        demand.getHighRequestsPerSecond(),
        demand.getMet());
  }
}
