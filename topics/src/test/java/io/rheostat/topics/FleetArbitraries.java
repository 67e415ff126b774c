package io.rheostat.topics;

import static io.rheostat.topics.ModelArbitraries.amounts;
import static io.rheostat.topics.ModelArbitraries.counts;
import static io.rheostat.topics.ModelArbitraries.durations;
import static io.rheostat.topics.ModelArbitraries.names;
import static io.rheostat.topics.ModelArbitraries.perhaps;
import static io.rheostat.topics.ModelArbitraries.positiveCounts;
import static io.rheostat.topics.ModelArbitraries.positives;
import static io.rheostat.topics.ModelArbitraries.shares;
import static io.rheostat.topics.ModelArbitraries.sorted;
import static io.rheostat.topics.ModelArbitraries.texts;
import static io.rheostat.topics.ModelArbitraries.times;

import io.rheostat.model.fleet.AlertResponse;
import io.rheostat.model.fleet.BatchRange;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Churn;
import io.rheostat.model.fleet.Demand;
import io.rheostat.model.fleet.ElasticTraining;
import io.rheostat.model.fleet.JobProfile;
import io.rheostat.model.fleet.MetricsBinding;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Slo;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Architecture;
import io.rheostat.model.resource.Architecture.Experts;
import io.rheostat.model.resource.CostRates;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.DeviceLinks;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.model.resource.ModelShape;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Precision;
import io.rheostat.model.resource.Quality;
import io.rheostat.model.resource.ReducedPrecision;
import io.rheostat.model.resource.Sharding;
import io.rheostat.model.resource.StepProfile;
import io.rheostat.model.resource.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/// Any device, pool and workload that may be declared.
final class FleetArbitraries {
  private FleetArbitraries() {}

  static Arbitrary<Device> devices() {
    Arbitrary<CostRates> rates =
        Combinators.combine(amounts(), amounts(), amounts(), amounts()).as(CostRates::new);
    return Combinators.combine(
            names(),
            positives(),
            positives(),
            positives(),
            rates,
            perhaps(positives()),
            Combinators.combine(amounts(), amounts()).as(ReducedPrecision::new),
            Combinators.combine(positives(), positives(), positiveCounts())
                .as(DeviceLinks::new)
                .optional())
        .as(Device::new);
  }

  static Arbitrary<Pool> pools() {
    return Combinators.combine(
            names(),
            sorted(counts()),
            perhaps(amounts()),
            perhaps(amounts()),
            churns().optional(),
            amounts(),
            amounts(),
            sorted(quotas()))
        .as(Pool::new);
  }

  private static Arbitrary<Pool.Quota> quotas() {
    return Combinators.combine(positives(), sorted(counts())).as(Pool.Quota::new);
  }

  static Arbitrary<Workload> workloads() {
    Arbitrary<MetricsBinding> bindings =
        Combinators.combine(names(), sorted(texts()), Arbitraries.of(true, false))
            .as(MetricsBinding::new);
    Arbitrary<AlertResponse> responses =
        Combinators.combine(names(), shares().map(share -> 1 + share), durations())
            .as(AlertResponse::new);
    Arbitrary<Workload> acting =
        Combinators.combine(
                names(),
                names(),
                objectives(),
                models().optional(),
                placements().list().uniqueElements(Placement::name).ofMinSize(1).ofMaxSize(2),
                bounds(),
                bindings.list().ofMaxSize(2),
                responses.list().ofMaxSize(2))
            .as(Workload::new);
    return Combinators.combine(acting, Arbitraries.of(Mode.class), names().list().ofMaxSize(2))
        .as(FleetArbitraries::workload);
  }

  private static Workload workload(Workload acting, Mode mode, List<String> raisedBy) {
    return new Workload(
        acting.name(),
        acting.pool(),
        acting.objective(),
        acting.model(),
        acting.placements(),
        acting.bounds(),
        acting.metrics(),
        acting.alerts(),
        mode,
        raisedBy);
  }

  private static Arbitrary<Churn> churns() {
    return Combinators.combine(
            Arbitraries.integers().between(1, Churn.MOST_CHANGES),
            Arbitraries.longs().between(1, Duration.ofDays(1).toNanos()).map(Duration::ofNanos))
        .as(Churn::new);
  }

  static Arbitrary<Target> targets() {
    return Combinators.combine(names(), sorted(texts())).as(Target::new);
  }

  private static Arbitrary<Objective> objectives() {
    Arbitrary<Duration> limits = Arbitraries.longs().between(1, 1L << 50).map(Duration::ofNanos);
    Arbitrary<Slo> slos = Combinators.combine(limits, limits, shares()).as(Slo::new);
    Arbitrary<Demand> demands =
        Combinators.combine(amounts(), amounts(), amounts()).as(Demand::new);
    return Arbitraries.oneOf(
        Combinators.combine(slos, amounts(), demands.optional(), shares())
            .as(Objective.Inference::new),
        trainings(),
        amounts().map(Objective.Profiled::new));
  }

  /// Any job: worth its completion, or its time at one local batch or at any.
  private static Arbitrary<Objective> trainings() {
    return Combinators.combine(
            positives(), positives(), positives(), amounts(), times().optional(), amounts())
        .as(
            (samples, perWorker, initial, usd, deadline, lateLoss) ->
                new Objective.Training(samples, perWorker, initial, usd, deadline, lateLoss))
        .flatMap(
            plain ->
                Arbitraries.oneOf(
                    Arbitraries.just(plain), elastic(plain.initialBatch()).map(plain::with)));
  }

  private static Arbitrary<ElasticTraining> elastic(double initial) {
    Arbitrary<BatchRange> fixed =
        positives().map(perReplica -> BatchRange.fixedPerReplica(initial, perReplica));
    // The largest number stands for one local batch.
    double largest = Math.nextDown(Double.MAX_VALUE);
    Arbitrary<BatchRange> adaptive =
        Combinators.combine(positives(), positives(), positives(), Arbitraries.of(true, false))
            .as(
                (most, one, other, accumulates) ->
                    new BatchRange(
                        initial,
                        Math.min(largest, Math.max(initial, most)),
                        Math.min(one, other),
                        Math.max(one, other),
                        accumulates));
    return Combinators.combine(
            positives(),
            initial > largest ? fixed : Arbitraries.oneOf(fixed, adaptive),
            Arbitraries.of(true, false),
            names().optional(),
            names().optional())
        .as(ElasticTraining::new);
  }

  static Arbitrary<JobProfile> profiles() {
    Arbitrary<JobProfile.Step> steps =
        Combinators.combine(
                names(),
                positiveCounts(),
                positiveCounts(),
                positiveCounts(),
                positives(),
                positives(),
                positives())
            .as(
                (device, devices, one, other, batch, pass, step) ->
                    new JobProfile.Step(
                        device,
                        devices,
                        Math.min(one, other),
                        Math.max(one, other),
                        batch,
                        pass,
                        step));
    return Combinators.combine(names(), steps.list().ofMaxSize(3), amounts(), amounts())
        .as(JobProfile::new);
  }

  private static Arbitrary<ModelShape> models() {
    return Combinators.combine(
            positives(),
            counts(),
            counts(),
            counts(),
            Arbitraries.of(Precision.class),
            Arbitraries.of(Precision.class).optional(),
            Arbitraries.of(Sharding.class),
            architectures().optional())
        .as(ModelShape::new);
  }

  private static Arbitrary<Architecture> architectures() {
    Arbitrary<Experts> experts =
        Combinators.combine(positiveCounts(), positiveCounts(), positives())
            .as(
                (one, other, each) ->
                    new Experts(Math.max(one, other), Math.min(one, other), each));
    return Combinators.combine(
            positiveCounts(),
            positiveCounts(),
            counts(),
            counts(),
            Arbitraries.of(true, false),
            experts.optional())
        .as(Architecture::new);
  }

  private static Arbitrary<Bounds> bounds() {
    return Combinators.combine(
            positiveCounts(), positiveCounts(), perhaps(positives()), churns().optional())
        .as(
            (one, other, usdPerHour, churn) ->
                new Bounds(Math.min(one, other), Math.max(one, other), usdPerHour, churn));
  }

  static Arbitrary<Placement> placements() {
    Arbitrary<StepProfile> steps =
        Combinators.combine(positives(), amounts(), amounts()).as(StepProfile::new);
    Arbitrary<Duration> startups = durations().map(Duration::abs);
    // Eleven parts in two steps: combine takes eight.
    Arbitrary<Placement> plain =
        Combinators.combine(
                names(),
                names(),
                positiveCounts(),
                positiveCounts(),
                amounts(),
                amounts(),
                startups,
                targets())
            .as(FleetArbitraries::placement);
    return Combinators.combine(
            plain,
            positiveCounts().list().ofMaxSize(4),
            perhaps(amounts()),
            engines().optional(),
            steps.optional(),
            Combinators.combine(shares(), names()).as(Quality::new).optional(),
            Arbitraries.of(Precision.class).optional())
        .as(
            (base, widths, performance, engine, step, quality, precision) ->
                new Placement(
                    base.name(),
                    base.device(),
                    base.tensorParallel(),
                    base.pipelineParallel(),
                    widths,
                    base.memoryGib(),
                    base.diskGib(),
                    base.startup(),
                    performance,
                    engine,
                    step,
                    base.target(),
                    quality,
                    precision));
  }

  private static Arbitrary<EngineProfile> engines() {
    return Combinators.combine(
            positives(),
            amounts(),
            amounts(),
            positives(),
            positives(),
            positiveCounts(),
            positiveCounts())
        .as(EngineProfile::new);
  }

  private static Placement placement(
      String name,
      String device,
      int tensorParallel,
      int pipelineParallel,
      double memoryGib,
      double diskGib,
      Duration startup,
      Target target) {
    return new Placement(
        name,
        device,
        tensorParallel,
        pipelineParallel,
        List.of(),
        memoryGib,
        diskGib,
        startup,
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty(),
        target);
  }
}
