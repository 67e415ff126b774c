package io.rheostat.contest.baseline.inference;

import io.rheostat.contest.baseline.general.HpaBehavior;
import io.rheostat.contest.baseline.general.HpaPods;
import io.rheostat.contest.baseline.general.HpaScaler;
import io.rheostat.contest.baseline.service.ServiceFacts;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.simulator.policy.Autoscaler;
import io.rheostat.simulator.policy.Holdings;
import io.rheostat.simulator.policy.ServiceView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// llm-d's workload variant autoscaler (baselines B7-B9): Prometheus scrapes every 15 s, an
/// analyzer every 30 s sets a gauge per variant, and an HPA per variant follows the gauge every 15
/// s (AverageValue 1, at most 10 pods in 15 s; no stabilisation as shipped).
///
/// The HPA's tolerance of 10 % applies to the gauge as to any metric: from 11 replicas on, a step
/// by one is never carried out.
public final class LlmdWva implements Autoscaler {
  private static final Duration SCRAPE = Duration.ofSeconds(15);
  private static final int SCRAPES_PER_TICK = 2;

  private final List<ServiceFacts.Variant> variants;
  private final Bounds bounds;
  private final WvaAnalyzer analyzer;
  private final SortedMap<String, HpaScaler> scalers = new TreeMap<>();
  private final SortedMap<String, Integer> gauges = new TreeMap<>();
  private long decisions;

  /// @param down stabilisation window of the HPAs for fewer replicas, 0 as shipped
  public LlmdWva(
      List<ServiceFacts.Variant> variants, Bounds bounds, WvaAnalyzer analyzer, Duration down) {
    List<ServiceFacts.Variant> dearestFirst = new ArrayList<>(variants);
    dearestFirst.sort(
        Comparator.comparingDouble(ServiceFacts.Variant::usdPerHour)
            .thenComparing(ServiceFacts.Variant::placement)
            .reversed());
    this.variants = List.copyOf(dearestFirst);
    this.bounds = bounds;
    this.analyzer = analyzer;
    Bounds each = new Bounds(0, bounds.maxReplicas(), bounds.maxUsdPerHour());
    for (ServiceFacts.Variant variant : variants) {
      scalers.put(variant.placement(), new HpaScaler(behavior(down), each));
    }
  }

  private static HpaBehavior behavior(Duration down) {
    List<HpaBehavior.Policy> ten = List.of(new HpaBehavior.Policy.Pods(10, SCRAPE));
    return new HpaBehavior(
        new HpaBehavior.Rules(Duration.ZERO, ten), new HpaBehavior.Rules(down, ten));
  }

  @Override
  public Duration sampleEvery() {
    return SCRAPE;
  }

  @Override
  public Duration decideEvery() {
    return SCRAPE;
  }

  @Override
  public void sample(ServiceView view) {
    analyzer.sample(view);
  }

  @Override
  public Allocation decide(Holdings holdings) {
    Instant now = holdings.at();
    if (++decisions % SCRAPES_PER_TICK == 0) {
      gauges.putAll(bounded(analyzer.targets(now, states(holdings))));
    }
    SortedMap<String, Integer> replicas = new TreeMap<>();
    scalers.forEach(
        (placement, scaler) -> {
          int current = holdings.wanted(placement);
          int gauge = gauges.getOrDefault(placement, current);
          int proposal = HpaPods.external(gauge, 1, current);
          replicas.put(placement, scaler.scale(new HpaScaler.Proposal(now, current, proposal)));
        });
    List<Allocation.Part> parts = new ArrayList<>();
    bounded(replicas).forEach((placement, n) -> parts.add(new Allocation.Part(placement, n)));
    return new Allocation(parts);
  }

  private List<WvaAnalyzer.VariantState> states(Holdings holdings) {
    List<WvaAnalyzer.VariantState> states = new ArrayList<>();
    for (ServiceFacts.Variant variant : variants) {
      String placement = variant.placement();
      states.add(
          new WvaAnalyzer.VariantState(
              placement,
              variant.usdPerHour(),
              holdings.wanted(placement),
              holdings.ready(placement),
              gauges.getOrDefault(placement, 0)));
    }
    return states;
  }

  /// Returns the counts within the bounds of the whole: too many are taken from the dearest
  /// variants, too few are added to the cheapest.
  private SortedMap<String, Integer> bounded(SortedMap<String, Integer> replicas) {
    SortedMap<String, Integer> bounded = new TreeMap<>(replicas);
    int total = 0;
    for (int count : bounded.values()) {
      total += count;
    }
    for (ServiceFacts.Variant variant : variants) {
      int count = bounded.getOrDefault(variant.placement(), 0);
      int excess = StrictMath.min(count, StrictMath.max(0, total - bounds.maxReplicas()));
      if (excess > 0) {
        bounded.put(variant.placement(), count - excess);
        total -= excess;
      }
    }
    if (total < bounds.minReplicas() && !bounded.isEmpty()) {
      bounded.merge(variants.getLast().placement(), bounds.minReplicas() - total, Integer::sum);
    }
    return bounded;
  }
}
