package io.rheostat.core.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.member.MemberState;
import io.rheostat.core.pool.PoolResources;
import io.rheostat.core.solve.Candidate;
import io.rheostat.core.solve.Candidates;
import io.rheostat.core.stage.Given;
import io.rheostat.model.estimate.DemandEstimate;
import io.rheostat.model.estimate.DemandQuantiles;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.ModelShape;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Precision;
import io.rheostat.model.resource.Sharding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Options of a service whose replicas carry 10 requests a second on `big` and 4 on `small`.
class InferenceOptionsTest {
  private static final Placement BIG = Given.placement("big", "h100");
  private static final Placement SMALL = Given.placement("small", "l40s");

  private int bigDevices = 40;
  private int smallDevices = 40;

  private PoolResources resources() {
    return new PoolResources(
        "main",
        Given.catalogue(
            Given.pool("main", Map.of("h100", bigDevices, "l40s", smallDevices)),
            Given.device("h100", 4),
            Given.device("l40s", 2)));
  }

  private static Workload chat(int least, int most, Placement... placements) {
    return Given.service("chat", "main", Given.bounds(least, most), placements);
  }

  private static Measure.Inference measure(DemandEstimate demand) {
    return Given.measure(demand, Given.capacity("big", 10), Given.capacity("small", 4));
  }

  private Candidates options(MemberState member, DemandEstimate demand) {
    return options(member, measure(demand), new int[] {bigDevices, smallDevices});
  }

  private Candidates options(MemberState member, Measure.Inference measure, int[] devices) {
    return InferenceOptions.of(
        member,
        resources(),
        Given.serving(),
        measure,
        new InferenceOptions.Availability(Given.START, devices, false));
  }

  private static List<Allocation> allocations(Candidates candidates) {
    return candidates.all().stream().map(candidate -> candidate.option().allocation()).toList();
  }

  private static List<Integer> replicas(Candidates candidates) {
    return allocations(candidates).stream().map(Allocation::total).sorted().toList();
  }

  private static Allocation mix(int big, int small) {
    return Allocation.of("big", big).with("small", small);
  }

  private double lostOnOneReplica(boolean besideJobs) {
    MemberState member =
        Given.member(chat(0, 8, Given.placement("big", "h100")), Allocation.of("big", 1));
    Candidates candidates =
        InferenceOptions.of(
            member,
            resources(),
            Given.serving(),
            measure(Given.demand(12)),
            new InferenceOptions.Availability(Given.START, new int[] {8, 8}, besideJobs));
    return candidates.all().stream()
        .map(Candidate::option)
        .filter(option -> option.allocation().total() == 1)
        .findFirst()
        .orElseThrow()
        .shortfallUsdPerHour();
  }

  @Test
  void besideJobsARequestMissingForTheObjectiveWeighsMore() {
    // A missing request counts four times its value instead of a quarter.
    assertThat(lostOnOneReplica(false)).isPositive();
    assertThat(lostOnOneReplica(true)).isCloseTo(16 * lostOnOneReplica(false), within(1e-9));
  }

  /// 12 of 10 a replica need two; two spare ones and the current two with a neighbour each.
  @Test
  void countsSurroundTheNeedAndTheCurrentAllocation() {
    Candidates two =
        options(Given.member(chat(1, 20, BIG), Allocation.of("big", 2)), Given.demand(12));
    Candidates seven =
        options(Given.member(chat(1, 20, BIG), Allocation.of("big", 7)), Given.demand(12));

    assertThat(replicas(two)).containsExactly(1, 2, 3, 4);
    assertThat(replicas(seven)).containsExactly(1, 2, 3, 4, 6, 7, 8);
  }

  /// 100 need ten: one below and two above, and halves of nine down to the minimum.
  @Test
  void aCrowdedPoolIsOfferedHalvesDownToTheMinimum() {
    Candidates candidates =
        options(Given.member(chat(1, 20, BIG), Allocation.of("big", 10)), Given.demand(100));

    assertThat(replicas(candidates)).containsExactly(1, 2, 4, 9, 10, 11, 12);
  }

  @Test
  void countsBeginBelowTheLowerOfMedianAndLevel() {
    DemandEstimate quiet =
        new DemandEstimate(40, 40, 40, 0, List.of(DemandQuantiles.certain(40, 100)), 500, 100);

    Candidates candidates =
        options(Given.member(chat(1, 20, BIG), Allocation.of("big", 10)), quiet);

    // 40 a second now need four: 3 to 12, and half of three, which is the minimum.
    assertThat(replicas(candidates)).containsExactly(1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
  }

  @Test
  void theHighestDemandSetsTheTopAndNotTheMedian() {
    List<Double> rates = new ArrayList<>(DemandQuantiles.certain(40, 20).rates());
    rates.set(rates.size() - 1, 60.0);
    DemandEstimate tail =
        new DemandEstimate(20, 20, 20, 0, List.of(new DemandQuantiles(40, rates)), 500, 100);

    Candidates candidates = options(Given.member(chat(1, 20, BIG), Allocation.of("big", 2)), tail);

    // 60 need six, and two are spare; 20 need two, and one less is looked at.
    assertThat(replicas(candidates)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
  }

  @Test
  void theMaximumEndsTheCounts() {
    Candidates candidates =
        options(Given.member(chat(1, 3, BIG), Allocation.of("big", 2)), Given.demand(12));

    assertThat(replicas(candidates)).containsExactly(1, 2, 3);
  }

  @Test
  void theMinimumBeginsThem() {
    Candidates candidates =
        options(Given.member(chat(3, 20, BIG), Allocation.of("big", 3)), Given.demand(12));

    assertThat(replicas(candidates)).containsExactly(3, 4);
  }

  @Test
  void availableDevicesEndTheCountsAndTheCurrentAllocationStaysAnOption() {
    Candidates candidates =
        options(
            Given.member(chat(1, 20, BIG), Allocation.of("big", 10)),
            measure(Given.demand(100)),
            new int[] {3, 40});

    assertThat(replicas(candidates)).containsExactly(1, 3, 10);
  }

  @Test
  void nothingIsAnOptionOnlyWithoutAMinimumAndWithoutWaitingRequests() {
    Workload free = chat(0, 20, BIG);
    DemandEstimate queued =
        new DemandEstimate(0, 0, 0, 5, List.of(DemandQuantiles.certain(40, 0)), 500, 100);
    MemberState asleep =
        Given.estimated(
            Given.member(free, Allocation.NONE),
            Given.estimate(free, Given.START, Given.fresh(0), measure(queued)));
    MemberState awake =
        Given.estimated(
            Given.member(free, Allocation.NONE),
            Given.estimate(free, Given.START, Given.fresh(1), measure(queued)));

    assertThat(allocations(options(Given.member(free, Allocation.NONE), Given.demand(12))))
        .contains(Allocation.NONE);
    assertThat(
            allocations(options(Given.member(chat(1, 20, BIG), Allocation.NONE), Given.demand(12))))
        .doesNotContain(Allocation.NONE);
    assertThat(allocations(options(asleep, queued)))
        .doesNotContain(Allocation.NONE)
        .contains(Allocation.of("big", 1));
    assertThat(allocations(options(awake, queued))).contains(Allocation.NONE);
    assertThat(allocations(options(asleep, Given.demand(0)))).contains(Allocation.NONE);
  }

  /// 24 a second: 1 big leaves 14 for four small ones and 2 big leave 4 for one; 2, 3, 4 and 5
  /// small ones leave 16, 12, 8 and 4 for big ones.
  @Test
  void mixesShareTheNeedBetweenTwoPlacements() {
    Candidates candidates =
        options(Given.member(chat(1, 20, BIG, SMALL), Allocation.NONE), Given.demand(24));

    assertThat(allocations(candidates))
        .filteredOn(allocation -> allocation.parts().size() == 2)
        .containsExactlyInAnyOrder(mix(1, 4), mix(2, 1), mix(2, 2), mix(2, 3), mix(1, 5));
  }

  @Test
  void theMaximumCutsTheSecondPartOfAMix() {
    Candidates candidates =
        options(Given.member(chat(1, 3, BIG, SMALL), Allocation.NONE), Given.demand(24));

    // 1 big and two instead of four small ones; of small ones first, two leave one for big ones.
    assertThat(allocations(candidates))
        .filteredOn(allocation -> allocation.parts().size() == 2)
        .containsExactlyInAnyOrder(mix(1, 2), mix(2, 1));
  }

  @Test
  void aMixBelowTheMinimumIsNone() {
    Candidates candidates =
        options(Given.member(chat(5, 20, BIG, SMALL), Allocation.NONE), Given.demand(24));

    assertThat(allocations(candidates))
        .filteredOn(allocation -> allocation.parts().size() == 2)
        .containsExactlyInAnyOrder(mix(1, 4), mix(2, 3), mix(1, 5));
  }

  @Test
  void aCurrentMixHasNeighboursOnEachOfItsPlacements() {
    Candidates candidates =
        options(Given.member(chat(1, 20, BIG, SMALL), mix(4, 9)), Given.demand(4));

    assertThat(allocations(candidates))
        .contains(mix(4, 9), mix(3, 9), mix(5, 9), mix(4, 8), mix(4, 10));
  }

  @Test
  void anUndeclaredDeviceIsRefused() {
    Placement odd = Given.placement("odd", "b200");

    Candidates candidates =
        options(Given.member(chat(0, 20, odd), Allocation.NONE), Given.demand(12));

    assertThat(candidates.refusals()).containsExactly("odd: device b200 is not declared.");
    assertThat(allocations(candidates)).containsExactly(Allocation.NONE);
  }

  @Test
  void aReplicaLargerThanThePoolIsRefused() {
    bigDevices = 0;

    Candidates candidates =
        options(Given.member(chat(0, 20, BIG), Allocation.NONE), Given.demand(12));

    assertThat(candidates.refusals())
        .containsExactly("big: the pool has 0 x h100, a replica takes 1.");
  }

  @Test
  void aPlacementOutOfCapacityIsRefusedUnlessReplicasAreReadyThere() {
    MemberState without =
        Given.lacking(Given.member(chat(0, 20, BIG), Allocation.NONE), "big", Given.at(60));
    MemberState with =
        Given.lacking(
            Given.reported(
                Given.member(chat(1, 20, BIG), Allocation.of("big", 2)),
                Given.START,
                Given.running("big", 2)),
            "big",
            Given.at(60));
    String words = "no capacity on big: sold out, tried again at 2026-01-01T00:01:00Z";

    assertThat(allocations(options(without, Given.demand(100)))).containsExactly(Allocation.NONE);
    assertThat(options(without, Given.demand(100)).refusals()).containsExactly(words);
    assertThat(replicas(options(with, Given.demand(100)))).containsExactly(1, 2);
    assertThat(options(with, Given.demand(100)).refusals()).containsExactly(words);
  }

  @Test
  void aModelWithoutRoomForOneRequestIsRefused() {
    Workload large =
        new Workload(
            "chat",
            "main",
            Given.serving(),
            Optional.of(new ModelShape(5e10, 32, 8, 128, Precision.BF16, Sharding.ZERO3)),
            List.of(BIG),
            Given.bounds(0, 20),
            List.of(),
            List.of());

    Candidates candidates = options(Given.member(large, Allocation.NONE), Given.demand(12));

    // Weights of 100 GB on a device of 80 GiB.
    assertThat(candidates.refusals()).hasSize(1);
    assertThat(candidates.refusals().getFirst()).startsWith("big: h100 x 1 holds");
  }

  @Test
  void aPlacementThatMeetsTheObjectiveForNoRequestIsRefused() {
    MemberState member = Given.member(chat(0, 20, BIG, SMALL), Allocation.NONE);
    Measure.Inference onlySmall = Given.measure(Given.demand(12), Given.capacity("small", 4));

    Candidates candidates = options(member, onlySmall, new int[] {40, 40});

    assertThat(candidates.refusals())
        .containsExactly("big: not even one request at a time would meet its objective there.");
    assertThat(allocations(candidates)).allMatch(allocation -> allocation.replicas("big") == 0);
    assertThat(allocations(candidates)).contains(Allocation.of("small", 3));
  }

  @Test
  void aMinimumBeyondTheAvailableDevicesIsToldWithItsRoom() {
    Candidates candidates =
        options(
            Given.member(chat(5, 20, BIG), Allocation.NONE),
            measure(Given.demand(12)),
            new int[] {3, 40});

    assertThat(candidates.all()).isEmpty();
    assertThat(candidates.refusals())
        .containsExactly("big: minReplicas is 5, there is room for 3.");
  }

  @Test
  void moreDemandNeverMakesTheBestOptionSmaller() {
    int before = 0;
    for (int rate = 0; rate <= 200; rate += 10) {
      Candidates candidates =
          options(Given.member(chat(0, 40, BIG), Allocation.of("big", before)), Given.demand(rate));
      int best = allocations(candidates).getFirst().total();

      assertThat(best).as("at %d requests a second", rate).isGreaterThanOrEqualTo(before);
      before = best;
    }
    assertThat(before).isBetween(20, 24); // 200 a second need twenty
  }

  @Test
  void atMostFortyNineCountsOfOnePlacementAreValuedAndTwentyStay() {
    bigDevices = 400;

    Candidates candidates =
        options(Given.member(chat(1, 400, BIG), Allocation.of("big", 1)), wide());

    assertThat(candidates.all()).hasSizeLessThanOrEqualTo(20);
    assertThat(replicas(candidates)).allMatch(n -> n <= 49);
  }

  /// 2 a second now, and up to 3000 to come.
  private static DemandEstimate wide() {
    List<Double> rates = new ArrayList<>(DemandQuantiles.certain(40, 2).rates());
    for (int i = 4; i < rates.size(); i++) {
      rates.set(i, 3000.0);
    }
    return new DemandEstimate(2, 2, 2, 0, List.of(new DemandQuantiles(40, rates)), 500, 100);
  }

  /// One more on either part of a full mix would be four of at most three.
  @Test
  void noChangeOfAMixExceedsTheMaximumAsAWhole() {
    Candidates candidates =
        options(Given.member(chat(1, 3, BIG, SMALL), mix(1, 2)), Given.demand(22));

    assertThat(allocations(candidates)).contains(mix(1, 2), mix(2, 1));
    assertThat(replicas(candidates)).allMatch(total -> total <= 3);
  }

  @Test
  void theCurrentMixStaysAnOptionWhenTheMaximumFellBelowIt() {
    Candidates candidates =
        options(Given.member(chat(1, 3, BIG, SMALL), mix(2, 2)), Given.demand(22));

    assertThat(allocations(candidates)).contains(mix(2, 2));
    assertThat(replicas(candidates)).allMatch(total -> total <= 4);
  }
}
