package io.rheostat.core.option;

import io.rheostat.core.Tuning;
import io.rheostat.core.attainment.DemandOutlook;
import io.rheostat.core.member.MemberState;
import io.rheostat.core.pool.PoolResources;
import io.rheostat.core.solve.Candidate;
import io.rheostat.model.decision.Option;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.PlacementCapacity;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Objective;
import java.util.List;

/// Value of an inference service's allocations: good requests of the demand to come, the cost of
/// serving them, the price of starting replicas, and the loss from missing the attainment.
final class InferenceValue {
  private static final Tuning.Serving TUNING = Tuning.DEFAULT.serving();

  /// Seconds of an hour.
  private static final double SECONDS_PER_HOUR = 3600;

  private final MemberState member;
  private final PoolResources resources;
  private final Objective.Inference objective;
  private final Measure.Inference measure;
  private final DemandOutlook outlook;
  private final List<UsablePlacement> usable;
  private final boolean besideJobs;

  /// @param usable placements able to serve requests; each other one serves nothing
  /// @param besideJobs whether jobs that can wait take the devices it leaves
  InferenceValue(
      MemberState member,
      PoolResources resources,
      Objective.Inference objective,
      Measure.Inference measure,
      DemandOutlook outlook,
      List<UsablePlacement> usable,
      boolean besideJobs) {
    this.member = member;
    this.resources = resources;
    this.objective = objective;
    this.measure = measure;
    this.outlook = outlook;
    this.usable = usable;
    this.besideJobs = besideJobs;
  }

  /// Returns the requests per second of an allocation within the objective. Replicas waiting for a
  /// placement without capacity serve nothing.
  double capacity(Allocation allocation) {
    double total = 0;
    for (UsablePlacement single : usable) {
      int given = Math.min(single.most(), allocation.replicas(single.placement().name()));
      total += single.capacity() * given;
    }
    return total;
  }

  /// Returns the allocation as a candidate.
  Candidate candidate(Allocation allocation) {
    double all = outlook.all();
    double good = Math.max(0, outlook.goodRate(capacity(allocation), deviation(allocation)));
    NetValue.Terms terms =
        new NetValue.Terms(
            good,
            all <= 0 ? 1 : Math.min(1, good / all),
            good * SECONDS_PER_HOUR * objective.usdPerGoodRequest() * quality(allocation),
            resources.usd(member.workload(), allocation),
            startUsd(allocation) + wakeUsd(allocation));
    Option option =
        NetValue.of(resources.pool()).option(allocation, terms, shortfallUsd(all, good));
    return new Candidate(option, option.score(), resources.devices(member.workload(), allocation));
  }

  /// Returns the quality of an allocation's answers: that of its placements, each weighed by its
  /// share of the capacity; 1 for an allocation that serves nothing.
  private double quality(Allocation allocation) {
    double total = 0;
    double weighed = 0;
    for (UsablePlacement single : usable) {
      int given = Math.min(single.most(), allocation.replicas(single.placement().name()));
      double capacity = single.capacity() * given;
      total += capacity;
      weighed += capacity * single.placement().qualityScore();
    }
    return total <= 0 ? 1 : weighed / total;
  }

  /// Returns the loss from good requests missing for the declared attainment, as far as any
  /// allocation attains it. Beside jobs nothing of it is given away, and it weighs more.
  private double shortfallUsd(double all, double good) {
    double declared = objective.slo().attainment();
    double attainable = outlook.quality().attainable();
    double wanted = besideJobs ? Math.min(declared, attainable) : declared * attainable;
    double missing = Math.max(0, wanted * all - good);
    return (besideJobs ? TUNING.shortfallWeightBesideJobs() : TUNING.shortfallWeight())
        * resources.pool().alpha()
        * missing
        * SECONDS_PER_HOUR
        * objective.usdPerGoodRequest();
  }

  /// Returns the standard deviation of an allocation's capacity, as a share of it.
  private double deviation(Allocation allocation) {
    double least = 1;
    for (Allocation.Part part : allocation.parts()) {
      least = Math.min(least, confidence(part.placement()));
    }
    return TUNING.leastDeviation()
        + (1 - least) * (TUNING.mostDeviation() - TUNING.leastDeviation());
  }

  private double confidence(String placement) {
    for (PlacementCapacity capacity : measure.capacities()) {
      if (capacity.placement().equals(placement)) {
        return capacity.confidence();
      }
    }
    return 0;
  }

  /// Returns the dollars per hour for starting a first replica again and again, once for each
  /// request arriving while there is none; 0 for an allocation with replicas.
  private double wakeUsd(Allocation allocation) {
    double all = outlook.all();
    if (all <= 0 || !allocation.equals(Allocation.NONE)) {
      return 0;
    }
    double least = Double.POSITIVE_INFINITY;
    for (UsablePlacement single : usable) {
      double startup = member.startupSeconds(single.placement());
      least = Math.min(least, single.usd() * startup / (1 / all + startup));
    }
    return usable.isEmpty() ? 0 : least;
  }

  /// Returns the dollars per hour for starting additional replicas, over the time for which they
  /// are expected to be kept.
  private double startUsd(Allocation allocation) {
    double usd = 0;
    for (UsablePlacement single : usable) {
      String name = single.placement().name();
      int more = allocation.replicas(name) - member.desired().replicas(name);
      if (more > 0) {
        double startup = member.startupSeconds(single.placement());
        usd += more * single.usd() * startup / Math.max(TUNING.keptSeconds(), 2 * startup);
      }
    }
    return usd;
  }
}
