package io.rheostat.topics;

import static io.rheostat.topics.ModelArbitraries.amounts;
import static io.rheostat.topics.ModelArbitraries.counts;
import static io.rheostat.topics.ModelArbitraries.durations;
import static io.rheostat.topics.ModelArbitraries.names;
import static io.rheostat.topics.ModelArbitraries.perhaps;
import static io.rheostat.topics.ModelArbitraries.positiveCounts;
import static io.rheostat.topics.ModelArbitraries.shares;
import static io.rheostat.topics.ModelArbitraries.texts;
import static io.rheostat.topics.ModelArbitraries.times;

import io.rheostat.model.estimate.CounterHealth;
import io.rheostat.model.estimate.DemandEstimate;
import io.rheostat.model.estimate.DemandQuantiles;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Freshness;
import io.rheostat.model.estimate.HostAdvice;
import io.rheostat.model.estimate.Interval;
import io.rheostat.model.estimate.LoadQuality;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.PlacementCapacity;
import io.rheostat.model.estimate.Quantiles;
import io.rheostat.model.estimate.SignalAge;
import io.rheostat.model.estimate.TrainingProfile;
import io.rheostat.model.estimate.WidthGoodput;
import io.rheostat.model.signal.Signal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/// Any estimate of any kind of workload.
final class EstimateArbitraries {
  private EstimateArbitraries() {}

  static Arbitrary<Estimate> estimates() {
    return Combinators.combine(
            names(),
            names(),
            times(),
            freshness(),
            measures(),
            counts().map(CounterHealth::new),
            hosts().list().ofMaxSize(2))
        .as(Estimate::new);
  }

  private static Arbitrary<HostAdvice> hosts() {
    return Combinators.combine(names(), amounts(), amounts(), amounts(), perhaps(amounts()))
        .as(HostAdvice::new);
  }

  private static Arbitrary<Freshness> freshness() {
    Arbitrary<SignalAge> ages =
        Combinators.combine(Arbitraries.of(Signal.class), durations()).as(SignalAge::new);
    return Combinators.combine(
            durations(),
            counts(),
            counts(),
            Arbitraries.of(true, false),
            ages.list().ofMaxSize(4),
            durations())
        .as(Freshness::new);
  }

  private static Arbitrary<Measure> measures() {
    Arbitrary<WidthGoodput.Batch> batches =
        Combinators.combine(amounts(), counts()).as(WidthGoodput.Batch::new);
    Arbitrary<WidthGoodput> goodputs =
        Combinators.combine(texts(), positiveCounts(), amounts(), shares(), batches)
            .as(WidthGoodput::new);
    Arbitrary<TrainingProfile> profiles =
        Arbitraries.oneOf(
            Arbitraries.just(TrainingProfile.UNLIMITED),
            Combinators.combine(
                    counts(),
                    amounts(),
                    amounts(),
                    amounts(),
                    FleetArbitraries.profiles().optional())
                .as(TrainingProfile::new));
    Arbitrary<Measure> trainings =
        Combinators.combine(
                amounts(),
                amounts(),
                counts(),
                shares(),
                Arbitraries.of(true, false),
                goodputs.list().ofMaxSize(3),
                profiles)
            .as(Measure.Training::new);
    return Arbitraries.oneOf(inferences(), trainings, Arbitraries.create(Measure.Profiled::new));
  }

  private static Arbitrary<Measure> inferences() {
    Arbitrary<DemandEstimate> demands =
        Combinators.combine(
                amounts(),
                amounts(),
                amounts(),
                amounts(),
                outlooks().list().ofMinSize(1).ofMaxSize(3),
                amounts(),
                amounts(),
                amounts())
            .flatAs(
                (stable, recent, level, backlog, outlooks, input, output, carried) ->
                    Arbitraries.of(true, false)
                        .map(
                            whole ->
                                new DemandEstimate(
                                    stable, recent, level, backlog, outlooks, input, output,
                                    carried, whole)));
    Arbitrary<LoadQuality> bands =
        Combinators.combine(amounts(), shares(), amounts()).as(LoadQuality::new);
    Arbitrary<Quantiles> quantiles =
        Combinators.combine(amounts(), amounts(), amounts(), amounts()).as(Quantiles::new);
    Arbitrary<Interval> intervals =
        Combinators.combine(shares(), shares())
            .as((one, other) -> new Interval(Math.min(one, other), Math.max(one, other)));
    Arbitrary<PlacementCapacity> capacities =
        Combinators.combine(texts(), counts(), amounts(), amounts(), shares())
            .as(PlacementCapacity::new);
    return Combinators.combine(
            demands,
            amounts(),
            amounts(),
            amounts(),
            quantiles.optional(),
            quantiles.optional(),
            intervals.optional(),
            Combinators.combine(capacities.list().ofMaxSize(3), bands.list().ofMaxSize(3))
                .as(CapacitiesAndQuality::new))
        .as(
            (demand, running, waiting, kv, first, token, attainment, both) ->
                new Measure.Inference(
                    demand,
                    running,
                    waiting,
                    kv,
                    first,
                    token,
                    attainment,
                    both.capacities,
                    both.quality));
  }

  /// Combinators take eight.
  private record CapacitiesAndQuality(
      List<PlacementCapacity> capacities, List<LoadQuality> quality) {}

  private static Arbitrary<DemandQuantiles> outlooks() {
    Arbitrary<List<Double>> rates =
        amounts()
            .list()
            .ofSize(DemandQuantiles.WEIGHTS.size())
            .map(each -> each.stream().sorted().toList());
    return Combinators.combine(amounts().map(seconds -> seconds + 1), rates)
        .as(DemandQuantiles::new);
  }
}
