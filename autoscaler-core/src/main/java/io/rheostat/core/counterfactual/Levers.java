package io.rheostat.core.counterfactual;

import io.rheostat.core.member.MemberDraft;
import io.rheostat.core.plan.DecisionPoint;
import io.rheostat.core.pool.PoolResources;
import io.rheostat.core.stage.Catalogue;
import io.rheostat.core.stage.Moment;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/// Levers of a decision, and the decision's point with one of them moved.
public final class Levers {
  private Levers() {}

  /// Returns the levers of a decision that have a value: prices of its device types, demand or work
  /// left, values, bounds, and its pool's devices and budget.
  public static List<Lever> of(DecisionPoint point) {
    List<Lever> levers = new ArrayList<>();
    Workload workload = point.member().workload();
    Pool pool = pool(point);
    List<String> types =
        workload.placements().stream().map(Placement::device).distinct().sorted().toList();
    for (String type : types) {
      Device device = point.moment().catalogue().devices().get(type);
      if (device != null) {
        add(levers, Lever.Kind.PRICE, type, device.rates().perDeviceUsd());
      }
    }
    ofObjective(point, levers);
    Bounds bounds = workload.bounds();
    levers.add(
        Lever.whole(
            Lever.Kind.MIN_REPLICAS,
            workload.name(),
            bounds.minReplicas(),
            0,
            bounds.maxReplicas()));
    levers.add(
        Lever.whole(
            Lever.Kind.MAX_REPLICAS,
            workload.name(),
            bounds.maxReplicas(),
            Math.max(1, bounds.minReplicas()),
            Integer.MAX_VALUE));
    bounds.maxUsdPerHour().ifPresent(usd -> add(levers, Lever.Kind.MAX_COST, workload.name(), usd));
    pool.budgetUsdPerHour().ifPresent(usd -> add(levers, Lever.Kind.BUDGET, pool.name(), usd));
    for (String type : types) {
      levers.add(Lever.whole(Lever.Kind.DEVICES, type, pool.count(type), 0, Integer.MAX_VALUE));
    }
    return levers;
  }

  private static void ofObjective(DecisionPoint point, List<Lever> levers) {
    Workload workload = point.member().workload();
    String name = workload.name();
    switch (workload.objective()) {
      case Objective.Inference service -> {
        point
            .member()
            .estimate()
            .map(Estimate::measure)
            .ifPresent(
                measure -> {
                  if (measure instanceof Measure.Inference serving) {
                    add(levers, Lever.Kind.DEMAND, name, serving.demand().level());
                  }
                });
        add(levers, Lever.Kind.VALUE, name, service.usdPerGoodRequest());
      }
      case Objective.Training job -> {
        add(levers, Lever.Kind.WORK_LEFT, name, left(point, job));
        job.elastic()
            .ifPresentOrElse(
                terms -> add(levers, Lever.Kind.DELAY_COST, name, terms.delayCostUsdPerHour()),
                () -> add(levers, Lever.Kind.VALUE, name, job.usdOnCompletion()));
      }
      case Objective.Profiled profiled ->
          add(levers, Lever.Kind.VALUE, name, profiled.usdPerPerformanceHour());
    }
  }

  private static void add(List<Lever> levers, Lever.Kind kind, String of, double value) {
    if (value > 0) {
      levers.add(Lever.continuous(kind, of, value));
    }
  }

  private static double left(DecisionPoint point, Objective.Training job) {
    return job.samples() - progress(point);
  }

  private static double progress(DecisionPoint point) {
    return point
        .member()
        .estimate()
        .flatMap(Estimate::training)
        .map(Measure.Training::progress)
        .orElse(0.0);
  }

  private static Pool pool(DecisionPoint point) {
    return new PoolResources(point.pool().root().name(), point.moment().catalogue()).pool();
  }

  /// Returns the point of a decision with a lever at another value.
  public static DecisionPoint moved(DecisionPoint point, Lever lever, double to) {
    Workload workload = point.member().workload();
    Bounds bounds = workload.bounds();
    return switch (lever.kind()) {
      case PRICE -> repriced(point, lever.of(), to);
      case DEMAND -> demanded(point, to / lever.value());
      case VALUE -> declared(point, workload.with(valued(workload.objective(), to)));
      case DELAY_COST -> declared(point, workload.with(delayed(workload.objective(), to)));
      case WORK_LEFT -> {
        Objective.Training job = (Objective.Training) workload.objective();
        yield declared(point, workload.with(job.withSamples(progress(point) + to)));
      }
      case MIN_REPLICAS ->
          declared(point, workload.with(bounds.withReplicas((int) to, bounds.maxReplicas())));
      case MAX_REPLICAS ->
          declared(point, workload.with(bounds.withReplicas(bounds.minReplicas(), (int) to)));
      case MAX_COST -> declared(point, workload.with(bounds.withMaxUsdPerHour(to)));
      case BUDGET -> pooled(point, pool(point).withBudget(OptionalDouble.of(to)));
      case DEVICES -> pooled(point, pool(point).withDevices(lever.of(), (int) to));
    };
  }

  private static Objective valued(Objective objective, double usd) {
    return switch (objective) {
      case Objective.Inference service -> service.withValue(usd);
      case Objective.Training job -> job.withValue(usd);
      case Objective.Profiled _ -> new Objective.Profiled(usd);
    };
  }

  private static Objective delayed(Objective objective, double usd) {
    Objective.Training job = (Objective.Training) objective;
    return job.with(job.elastic().orElseThrow().atDelayCost(usd));
  }

  private static DecisionPoint declared(DecisionPoint point, Workload workload) {
    MemberDraft draft = MemberDraft.of(point.member());
    draft.workload = workload;
    return point.with(draft.build());
  }

  private static DecisionPoint demanded(DecisionPoint point, double factor) {
    Estimate seen = point.member().estimate().orElseThrow();
    Measure.Inference measure = (Measure.Inference) seen.measure();
    MemberDraft draft = MemberDraft.of(point.member());
    draft.estimate = Optional.of(seen.with(measure.with(measure.demand().scaled(factor))));
    return point.with(draft.build());
  }

  private static DecisionPoint repriced(DecisionPoint point, String type, double usd) {
    Catalogue catalogue = point.moment().catalogue();
    SortedMap<String, Device> devices = new TreeMap<>(catalogue.devices());
    devices.computeIfPresent(
        type, (_, device) -> device.withRates(device.rates().withPerDevice(usd)));
    return at(point, catalogue.with(devices, catalogue.pools()));
  }

  private static DecisionPoint pooled(DecisionPoint point, Pool pool) {
    Catalogue catalogue = point.moment().catalogue();
    SortedMap<String, Pool> pools = new TreeMap<>(catalogue.pools());
    pools.put(pool.name(), pool);
    return at(point, catalogue.with(catalogue.devices(), pools));
  }

  private static DecisionPoint at(DecisionPoint point, Catalogue catalogue) {
    return point.with(new Moment(point.moment().now(), catalogue));
  }
}
