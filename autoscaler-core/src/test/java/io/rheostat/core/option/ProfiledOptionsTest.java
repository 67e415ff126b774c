package io.rheostat.core.option;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.member.MemberState;
import io.rheostat.core.pool.PoolResources;
import io.rheostat.core.solve.Candidate;
import io.rheostat.core.solve.Candidates;
import io.rheostat.core.stage.Given;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/// Options of a workload with a declared score, in a pool of devices at 4 $/h.
class ProfiledOptionsTest {
  private static final Objective.Profiled SCORED = new Objective.Profiled(7);

  private static Workload batch(int least, int most, Placement... placements) {
    return Given.workload("batch", "main", SCORED, Given.bounds(least, most), placements);
  }

  private static Candidates options(MemberState member, int devices) {
    PoolResources resources =
        new PoolResources(
            "main",
            Given.catalogue(Given.pool("main", Map.of("h100", devices)), Given.device("h100", 4)));
    return ProfiledOptions.of(member, resources, SCORED, Given.START);
  }

  private static Candidates options(int least, int most, int devices) {
    Workload workload = batch(least, most, Given.placement("big", "h100"));
    return options(Given.member(workload, Allocation.NONE), devices);
  }

  private static List<Integer> replicas(Candidates candidates) {
    return candidates.all().stream()
        .map(candidate -> candidate.option().allocation().total())
        .sorted()
        .toList();
  }

  private static Placement unscored(Placement like) {
    return new Placement(
        like.name(),
        like.device(),
        like.tensorParallel(),
        like.pipelineParallel(),
        like.widths(),
        0,
        0,
        like.startup(),
        OptionalDouble.empty(),
        like.engine(),
        like.step(),
        like.target());
  }

  @Test
  void everyCountWithinBoundsIsAnOption() {
    assertThat(replicas(options(0, 5, 40))).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(replicas(options(2, 4, 40))).containsExactly(2, 3, 4);
    assertThat(replicas(options(1, 2, 40))).containsExactly(1, 2);
  }

  @Test
  void thePoolsDevicesEndTheCount() {
    Candidates candidates = options(0, 9, 3);

    assertThat(replicas(candidates)).containsExactly(0, 1, 2, 3);
    assertThat(candidates.refusals()).isEmpty();
  }

  @Test
  void aMinimumThatFitsExactlyIsOffered() {
    assertThat(replicas(options(3, 9, 3))).containsExactly(3);
  }

  @Test
  void aMinimumBeyondThePoolIsRefusedWithItsRoom() {
    Candidates candidates = options(4, 9, 3);

    assertThat(candidates.all()).isEmpty();
    assertThat(candidates.refusals()).containsExactly("big: the pool has room for 3 replicas.");
  }

  @Test
  void aPlacementWithoutAScoreIsRefused() {
    Workload workload = batch(0, 3, unscored(Given.placement("big", "h100")));

    Candidates candidates = options(Given.member(workload, Allocation.NONE), 40);

    assertThat(replicas(candidates)).containsExactly(0);
    assertThat(candidates.refusals()).containsExactly("big: no performance is declared.");
  }

  @Test
  void aPlacementOutOfCapacityKeepsWhatIsReadyThere() {
    Workload workload = batch(0, 9, Given.placement("big", "h100"));
    MemberState member =
        Given.reported(
            Given.member(workload, Allocation.of("big", 2)), Given.START, Given.running("big", 2));

    Candidates lacking = options(Given.lacking(member, "big", Given.at(60)), 40);
    Candidates again = options(Given.lacking(member, "big", Given.START), 40);

    assertThat(replicas(lacking)).containsExactly(0, 1, 2);
    assertThat(lacking.refusals())
        .containsExactly("no capacity on big: sold out, tried again at 2026-01-01T00:01:00Z");
    assertThat(replicas(again)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(again.refusals()).isEmpty();
  }

  @Test
  void noMoreThanSixtyFourReplicasAreConsidered() {
    // Each replica earns 7 $/h and costs 4 $/h: the most replicas are the best.
    Candidates candidates = options(0, 100, 200);

    assertThat(candidates.all().getFirst().option().allocation().total()).isEqualTo(64);
    assertThat(candidates.all()).hasSizeLessThanOrEqualTo(Candidates.MOST);
  }

  @Test
  void anOptionNamesItsDevicesValueAndCost() {
    Candidate best = options(0, 3, 40).all().getFirst();

    assertThat(best.devices()).containsExactly(3);
    assertThat(best.option().performance()).isEqualTo(3); // a score of 1 each
    assertThat(best.option().attainment()).isEqualTo(1);
    assertThat(best.option().valueUsdPerHour()).isEqualTo(21); // 3 x 7 $/h
    assertThat(best.option().costUsdPerHour()).isEqualTo(12); // 3 x 4 $/h
    assertThat(best.score()).isEqualTo(9);
  }

  @Test
  void everyPlacementHasOptionsOfItsOwn() {
    Workload workload =
        batch(1, 2, Given.placement("big", "h100"), Given.placement("other", "h100"));

    Candidates candidates = options(Given.member(workload, Allocation.NONE), 40);

    assertThat(candidates.all())
        .extracting(candidate -> candidate.option().allocation())
        .containsExactlyInAnyOrder(
            Allocation.of("big", 1),
            Allocation.of("big", 2),
            Allocation.of("other", 1),
            Allocation.of("other", 2));
  }
}
