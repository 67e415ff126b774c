package io.rheostat.topics;

import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.Order;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.command.PlacementLook;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.decision.Coverage;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.Evidence;
import io.rheostat.model.decision.GuardNote;
import io.rheostat.model.decision.GuardStage;
import io.rheostat.model.decision.HoldReason;
import io.rheostat.model.decision.Margin;
import io.rheostat.model.decision.Option;
import io.rheostat.model.decision.PlannedDemand;
import io.rheostat.model.decision.Rationale;
import io.rheostat.model.decision.Savings;
import io.rheostat.model.decision.ShadowPrices;
import io.rheostat.model.decision.SourceAges;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.log.Released;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.ReplicaGone;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;

/// Any value of every sealed family that travels on a topic. What is declared and estimated comes
/// from [FleetArbitraries], what is measured from [SignalArbitraries] and [EstimateArbitraries].
final class ModelArbitraries {
  private ModelArbitraries() {}

  static Arbitrary<WorkloadEvent> workloadEvents() {
    return Arbitraries.oneOf(
        SignalArbitraries.readings().map(WorkloadEvent.Measured::new),
        Combinators.combine(names(), names())
            .as((workload, replica) -> new WorkloadEvent.Left(new ReplicaGone(workload, replica))),
        SignalArbitraries.alerts().map(WorkloadEvent.Alerted::new),
        declarations().map(WorkloadEvent.Declared::new),
        observations().map(WorkloadEvent.Observation::new),
        Arbitraries.create(WorkloadEvent.Tick::new));
  }

  static Arbitrary<PoolEvent> poolEvents() {
    return Arbitraries.oneOf(
        EstimateArbitraries.estimates().map(PoolEvent.Estimated::new),
        Combinators.combine(texts(), SignalArbitraries.alerts()).as(PoolEvent.Alerted::new),
        outcomes().map(PoolEvent.Concluded::new),
        observations().map(PoolEvent.Observation::new),
        Combinators.combine(
                names(),
                names(),
                names(),
                generations(),
                Arbitraries.longs().between(0, Long.MAX_VALUE))
            .as(Released::new)
            .map(PoolEvent.HandedOver::new),
        declarations().map(PoolEvent.Declared::new),
        Arbitraries.create(PoolEvent.Tick::new));
  }

  static Arbitrary<Declaration> declarations() {
    Arbitrary<Declaration.Change> changes =
        Arbitraries.oneOf(
            FleetArbitraries.devices().map(Declaration.Change.OfDevice::new),
            FleetArbitraries.pools().map(Declaration.Change.OfPool::new),
            Combinators.combine(FleetArbitraries.workloads(), texts().optional())
                .as(Declaration.Change.OfWorkload::new),
            FleetArbitraries.profiles().map(Declaration.Change.OfProfile::new),
            texts().map(Declaration.Change.WorkloadWithdrawn::new),
            texts().map(Declaration.Change.PoolWithdrawn::new),
            texts().map(Declaration.Change.DeviceWithdrawn::new),
            Combinators.combine(texts(), texts()).as(Declaration.Change.Freeze::new),
            Combinators.combine(texts(), texts()).as(Declaration.Change.Unfreeze::new),
            Combinators.combine(texts(), generations(), Arbitraries.of(true, false), texts())
                .as(Declaration.Change.Answered::new));
    return Combinators.combine(Arbitraries.longs().between(1, Long.MAX_VALUE), changes)
        .as(Declaration::new);
  }

  static Arbitrary<Command> commands() {
    Arbitrary<Order> orders =
        Combinators.combine(names(), FleetArbitraries.targets(), counts()).as(Order::new);
    Arbitrary<Duration> lives = Arbitraries.longs().between(1, 1L << 40).map(Duration::ofNanos);
    return Combinators.combine(
            names(),
            names(),
            generations(),
            allocations(),
            orders.list().ofMaxSize(3),
            times(),
            FleetArbitraries.placements().list().ofMaxSize(2))
        .flatAs(
            (workload, pool, generation, to, list, issued, leaving) ->
                lives.map(
                    life ->
                        new Command(
                            workload,
                            pool,
                            generation,
                            to,
                            list,
                            issued,
                            issued.plus(life),
                            leaving)));
  }

  static Arbitrary<Decision> decisions() {
    Arbitrary<Decision> holds =
        Combinators.combine(
                texts(),
                texts(),
                times(),
                allocations(),
                Arbitraries.of(HoldReason.class),
                rationales())
            .as(Decision.Hold::new);
    Arbitrary<Decision> resizes =
        Combinators.combine(texts(), texts(), times(), allocations(), generations(), rationales())
            .as(
                (workload, pool, at, from, generation, rationale) ->
                    new Decision.Resize(
                        workload, pool, at, from, another(from), generation, rationale));
    Arbitrary<Decision> noData =
        Combinators.combine(
                texts(),
                texts(),
                times(),
                allocations(),
                durations(),
                Arbitraries.of(HoldReason.class).optional(),
                rationales())
            .as(Decision.NoData::new);
    return Arbitraries.oneOf(holds, resizes, noData, proposals(), shadows(), requests());
  }

  private static Arbitrary<Decision> proposals() {
    return Combinators.combine(
            texts(), texts(), times(), allocations(), generations(), times(), rationales())
        .as(
            (workload, pool, at, from, generation, expires, rationale) ->
                new Decision.Proposal(
                    workload, pool, at, from, another(from), generation, expires, rationale));
  }

  private static Arbitrary<Decision> shadows() {
    Arbitrary<Savings> savings =
        Combinators.combine(
                times(), amounts(), amounts(), amounts(), amounts(), amounts(), amounts())
            .as(Savings::new);
    return Combinators.combine(
            texts(), texts(), times(), allocations(), allocations(), savings, rationales())
        .as(Decision.Shadow::new);
  }

  private static Arbitrary<Decision> requests() {
    return Combinators.combine(
            texts(),
            texts(),
            times(),
            Arbitraries.of(Decision.Asked.class),
            texts(),
            Arbitraries.of(true, false),
            rationales())
        .as(Decision.Request::new);
  }

  static Arbitrary<Reject> rejects() {
    Arbitrary<String> previews =
        Arbitraries.bytes().array(byte[].class).ofMaxSize(300).map(Reject::previewOf);
    return Combinators.combine(
            names(), Arbitraries.of(RejectReason.class), texts(), previews, times())
        .as(Reject::new);
  }

  static Arbitrary<Outcome> outcomes() {
    return Combinators.combine(
            names(), names(), generations(), Arbitraries.of(Outcome.Result.class), texts(), times())
        .as(Outcome::new);
  }

  static Arbitrary<Observed> observations() {
    Arbitrary<PlacementStatus> statuses =
        Combinators.combine(
                names(),
                counts(),
                counts(),
                counts(),
                counts(),
                counts(),
                texts().optional(),
                durations().optional())
            .as(PlacementStatus::new);
    Arbitrary<PlacementLook> looks =
        Combinators.combine(
                names(), times().optional(), generations().optional(), texts().optional())
            .as(PlacementLook::new);
    return Combinators.combine(
            names(),
            names(),
            times(),
            generations(),
            statuses.list().ofMaxSize(3),
            Arbitraries.of(true, false),
            texts().optional(),
            looks.list().ofMaxSize(3))
        .<Observed>as(Observed::new)
        .flatMap(one -> Arbitraries.of(false, one.complete()).map(failed -> ended(one, failed)));
  }

  private static Observed ended(Observed one, boolean failed) {
    return new Observed(
        one.workload(),
        one.pool(),
        one.at(),
        one.generation(),
        one.placements(),
        one.complete(),
        one.otherWriter(),
        one.looks(),
        failed);
  }

  static Arbitrary<Rationale> rationales() {
    Arbitrary<GuardNote> notes =
        Combinators.combine(Arbitraries.of(GuardStage.class), allocations(), allocations(), texts())
            .as(GuardNote::new);
    return Combinators.combine(
            texts(),
            options().optional(),
            options().list().ofMaxSize(3),
            notes.list().ofMaxSize(3),
            texts().list().ofMaxSize(3),
            evidence().optional())
        .as(Rationale::new);
  }

  private static Arbitrary<Evidence> evidence() {
    Arbitrary<SourceAges> ages =
        Combinators.combine(
                durations().optional(),
                durations().optional(),
                durations().optional(),
                durations().optional())
            .as(SourceAges::new);
    Arbitrary<Coverage> coverages =
        Combinators.combine(
                counts(), counts(), counts(), amounts(), durations(), ages, texts().optional())
            .as(Coverage::new);
    Arbitrary<PlannedDemand> demands =
        Combinators.combine(amounts(), amounts(), amounts(), Arbitraries.of(true, false))
            .as(PlannedDemand::new);
    Arbitrary<ShadowPrices> prices =
        Combinators.combine(Arbitraries.maps(names(), amounts()).ofMaxSize(3), amounts())
            .as((devices, budget) -> new ShadowPrices(new TreeMap<>(devices), budget));
    return Combinators.combine(
            coverages,
            demands.optional(),
            prices.optional(),
            margins().optional(),
            margins().optional())
        .as(Evidence::new);
  }

  private static Arbitrary<Margin> margins() {
    return Combinators.combine(
            Arbitraries.maps(names(), Arbitraries.integers().between(1, 64))
                .ofMinSize(1)
                .ofMaxSize(3),
            Arbitraries.doubles().between(-1e6, 1e6))
        .as((devices, usd) -> new Margin(new TreeMap<>(devices), usd));
  }

  static Arbitrary<Option> options() {
    return Combinators.combine(
            allocations(),
            numbers(),
            numbers(),
            amounts(),
            amounts(),
            numbers(),
            amounts(),
            shares())
        .as(Option::new);
  }

  static Arbitrary<Allocation> allocations() {
    return Combinators.combine(names(), counts())
        .as(Allocation.Part::new)
        .list()
        .uniqueElements(Allocation.Part::placement)
        .ofMaxSize(3)
        .map(Allocation::new);
  }

  static Arbitrary<Generation> generations() {
    Arbitrary<Long> parts = Arbitraries.longs().between(0, Long.MAX_VALUE);
    return Combinators.combine(parts, parts).as(Generation::new);
  }

  /// To the nanosecond, before 1970 as well, up to both ends of what the contract allows.
  static Arbitrary<Instant> times() {
    long first = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    long last = Instant.parse("9999-12-30T00:00:00Z").getEpochSecond();
    return Combinators.combine(
            Arbitraries.longs().between(first, last),
            Arbitraries.integers().between(0, 999_999_999))
        .as(Instant::ofEpochSecond);
  }

  /// Negative ones as well: clocks go back.
  static Arbitrary<Duration> durations() {
    return Combinators.combine(
            Arbitraries.longs().between(-315_575_999_999L, 315_575_999_999L),
            Arbitraries.integers().between(0, 999_999_999))
        .as((seconds, nanos) -> Duration.ofSeconds(seconds, nanos));
  }

  /// Any text, blank and beyond ASCII as well.
  static Arbitrary<String> texts() {
    return Arbitraries.strings().ascii().withChars('ä', 'µ', '≥', '中').ofMaxLength(12);
  }

  /// Text that is not blank.
  static Arbitrary<String> names() {
    return texts().map(text -> "n" + text);
  }

  static Arbitrary<Integer> counts() {
    return Arbitraries.integers().between(0, Integer.MAX_VALUE);
  }

  static Arbitrary<Integer> positiveCounts() {
    return Arbitraries.integers().between(1, Integer.MAX_VALUE);
  }

  /// Any finite number by its bits, zeros of both signs included.
  static Arbitrary<Double> numbers() {
    return Arbitraries.oneOf(
        Arbitraries.longs()
            .withDistribution(RandomDistribution.uniform())
            .map(Double::longBitsToDouble)
            .filter(Double::isFinite),
        Arbitraries.of(0.0, -0.0, Double.MIN_VALUE, Double.MAX_VALUE));
  }

  /// Zero or more, finite.
  static Arbitrary<Double> amounts() {
    return numbers().map(Math::abs);
  }

  /// Above zero, finite.
  static Arbitrary<Double> positives() {
    return amounts().map(amount -> amount == 0 ? Double.MIN_VALUE : amount);
  }

  /// 0 to 1, both included.
  static Arbitrary<Double> shares() {
    return Arbitraries.longs()
        .between(0, 1L << 53)
        .withDistribution(RandomDistribution.uniform())
        .map(part -> (double) part / (1L << 53));
  }

  static <V> Arbitrary<SortedMap<String, V>> sorted(Arbitrary<V> values) {
    return Arbitraries.maps(texts(), values).ofMaxSize(3).map(TreeMap::new);
  }

  static Arbitrary<OptionalDouble> perhaps(Arbitrary<Double> numbers) {
    return numbers.optional().map(ModelArbitraries::unboxed);
  }

  private static OptionalDouble unboxed(Optional<Double> number) {
    return number.isPresent() ? OptionalDouble.of(number.get()) : OptionalDouble.empty();
  }

  private static Allocation another(Allocation allocation) {
    int replicas = allocation.replicas("another");
    return allocation.with("another", replicas == 1 ? 2 : 1);
  }
}
