package io.rheostat.core.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.member.MemberDeclaration;
import io.rheostat.core.member.MemberDraft;
import io.rheostat.core.member.MemberState;
import io.rheostat.core.stage.Catalogue;
import io.rheostat.core.stage.Given;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.BatchRange;
import io.rheostat.model.fleet.ElasticTraining;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Footprint;
import io.rheostat.model.resource.Placement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Arithmetic of a pool of 8 x h100 at 4 $/h and 700 W, and 4 x l40s at 2 $/h and 300 W. A replica
/// of `big` takes two of the former, one of `small` one of the latter.
class PoolResourcesTest {
  private static final Placement BIG = Given.placement("big", "h100", 2);
  private static final Placement SMALL = Given.placement("small", "l40s");
  private static final Workload CHAT =
      Given.service("chat", "main", Given.bounds(0, 20), BIG, SMALL);
  private static final Workload CODE =
      Given.service("code", "main", Given.bounds(0, 20), BIG, SMALL);

  private static PoolResources of(Pool pool) {
    return new PoolResources(
        "main",
        Given.catalogue(
            pool, Given.device("h100", 4).withWatts(700), Given.device("l40s", 2).withWatts(300)));
  }

  private static Pool pool() {
    return Given.pool("main", Map.of("l40s", 4, "h100", 8));
  }

  private static Allocation mix(int big, int small) {
    return Allocation.of("big", big).with("small", small);
  }

  private static PoolState state(MemberState... members) {
    PoolState state = new PoolState(PoolRoot.of("main"), new TreeMap<>());
    for (MemberState member : members) {
      state = state.with(member);
    }
    return state;
  }

  @Test
  void typesAreSortedAndWattsComeLast() {
    assertThat(of(pool()).types()).containsExactly("h100", "l40s");
    assertThat(of(pool()).counts()).containsExactly(8, 4);
    assertThat(of(pool().withMaxWatts(3_000.9)).types()).containsExactly("h100", "l40s", "(watts)");
    assertThat(of(pool().withMaxWatts(3_000.9)).counts()).containsExactly(8, 4, 3_000);
    assertThat(of(pool().withMaxWatts(3_000.9)).deviceTypes()).isEqualTo(2);
  }

  private static Workload jobOf(String owner) {
    Objective.Training run =
        new Objective.Training(1e6, 32, 32, 0, Optional.empty(), 0)
            .with(new ElasticTraining(2, BatchRange.fixedPerReplica(32, 32)).ownedBy(owner));
    return Given.workload("job-" + owner, "main", run, Given.bounds(0, 8), BIG, SMALL);
  }

  private static Pool owned() {
    Pool.Quota six = new Pool.Quota(2, new TreeMap<>(Map.of("h100", 6, "b200", 4)));
    Pool.Quota one = new Pool.Quota(1, new TreeMap<>(Map.of("h100", 8, "l40s", 1)));
    return pool().withOwners(new TreeMap<>(Map.of("research", six, "vision", one)));
  }

  @Test
  void quotasOfOwnersAreTypesThatTheirJobsTakeBesideTheDevices() {
    PoolResources of = of(owned().withMaxWatts(5_000));
    Allocation mix = mix(2, 3);

    assertThat(of.types())
        .containsExactly(
            "h100", "l40s", "h100 of research", "h100 of vision", "l40s of vision", "(watts)");
    assertThat(of.counts()).containsExactly(8, 4, 6, 8, 1, 5_000);
    assertThat(of.deviceTypes()).isEqualTo(2);
    assertThat(of.devices(CHAT, mix)).containsExactly(4, 3, 0, 0, 0, 3_700);
    assertThat(of.devices(jobOf("research"), mix)).containsExactly(4, 3, 4, 0, 0, 3_700);
    assertThat(of.devices(jobOf("vision"), mix)).containsExactly(4, 3, 0, 4, 3, 3_700);
    assertThat(of.devices(jobOf("nobody"), mix)).containsExactly(4, 3, 0, 0, 0, 3_700);
  }

  @Test
  void aJobFitsInTheQuotaOfItsOwner() {
    assertThat(of(owned()).most(jobOf("research"), BIG)).isEqualTo(3);
    assertThat(of(owned()).most(jobOf("research"), SMALL)).isEqualTo(4);
    assertThat(of(owned()).most(jobOf("vision"), BIG)).isEqualTo(4);
    assertThat(of(owned()).most(jobOf("vision"), SMALL)).isEqualTo(1);
    assertThat(of(owned()).most(CHAT, BIG)).isEqualTo(4);
  }

  @Test
  void aPoolNeverDeclaredHasNothing() {
    PoolResources nothing = new PoolResources("gone", Catalogue.EMPTY);

    assertThat(nothing.counts()).isEmpty();
    assertThat(nothing.most(BIG)).isZero();
    assertThat(nothing.most(BIG, new int[0])).isZero();
    assertThat(nothing.replicaUsd(BIG)).isZero();
    assertThat(nothing.affordable(new Footprint(1, 0), nothing.spareFor(state(), "chat")))
        .isFalse();
  }

  @Test
  void replicasFitByWholeOnes() {
    assertThat(of(pool()).most(BIG)).isEqualTo(4);
    assertThat(of(pool()).most(BIG, new int[] {7, 4})).isEqualTo(3);
    assertThat(of(pool()).most(BIG, new int[] {1, 4})).isZero();
    assertThat(of(pool()).most(SMALL, new int[] {7, 3})).isEqualTo(3);
  }

  @Test
  void wherePoolsTookTooMuchNothingFits() {
    assertThat(of(pool()).most(BIG, new int[] {-3, 4})).isZero();
    assertThat(of(pool().withMaxWatts(9)).most(BIG, new int[] {8, 4, -10})).isZero();
  }

  @Test
  void wattsLimitReplicasToo() {
    PoolResources limited = of(pool().withMaxWatts(5_000));

    // A replica draws 1400 W.
    assertThat(limited.most(BIG, new int[] {8, 4, 2_800})).isEqualTo(2);
    assertThat(limited.most(BIG, new int[] {8, 4, 2_799})).isEqualTo(1);
    assertThat(limited.most(BIG, new int[] {2, 4, 9_000})).isEqualTo(1);
  }

  @Test
  void aFractionOfAWattIsAWatt() {
    PoolResources limited =
        new PoolResources(
            "main",
            Given.catalogue(pool().withMaxWatts(10), Given.device("l40s", 2).withWatts(1.001)));

    assertThat(limited.most(SMALL, new int[] {8, 4, 3})).isEqualTo(1);
    assertThat(limited.devices(CHAT, Allocation.of("small", 2))).containsExactly(0, 2, 4);
  }

  @Test
  void anAllocationCostsAndTakesTheSumOfItsReplicas() {
    PoolResources limited = of(pool().withMaxWatts(9_000));

    // 3 x 2 x 4 $/h and 2 x 2 $/h; 3 x 1400 W and 2 x 300 W.
    assertThat(limited.replicaUsd(BIG)).isEqualTo(8);
    assertThat(limited.usd(CHAT, mix(3, 2))).isEqualTo(28);
    assertThat(limited.devices(CHAT, mix(3, 2))).containsExactly(6, 2, 4_800);
    assertThat(limited.footprint(CHAT, mix(3, 2))).isEqualTo(new Footprint(28_000_000, 4_800_000));
    assertThat(limited.usd(CHAT, Allocation.NONE)).isZero();
  }

  @Test
  void aPlacementOrDeviceNobodyDeclaredTakesNothing() {
    Workload odd =
        Given.service("odd", "main", Given.bounds(0, 20), Given.placement("b200", "b200"));

    assertThat(of(pool()).usd(CHAT, Allocation.of("gone", 3))).isZero();
    assertThat(of(pool()).devices(CHAT, Allocation.of("gone", 3))).containsExactly(0, 0);
    assertThat(of(pool()).footprint(CHAT, Allocation.of("gone", 3))).isEqualTo(Footprint.NONE);
    assertThat(of(pool()).devices(odd, Allocation.of("b200", 3))).containsExactly(0, 0);
    assertThat(of(pool()).usd(odd, Allocation.of("b200", 3))).isZero();
    assertThat(of(pool()).most(odd.placements().getFirst())).isZero();
  }

  @Test
  void aMemberTakesTheLargerOfDesiredAndRunning() {
    MemberState member =
        Given.reported(
            Given.member(CHAT, mix(1, 2)),
            Given.START,
            Given.running("big", 3),
            Given.running("small", 0));

    assertThat(of(pool()).committedDevices(member)).containsExactly(6, 2);
    assertThat(of(pool()).committedUsd(member)).isEqualTo(28);
  }

  @Test
  void leavingPlacementsTakeDevicesAsWell() {
    MemberDraft draft =
        MemberDraft.of(
            Given.member(
                Given.service("chat", "main", Given.bounds(0, 20), BIG), Allocation.of("big", 1)));
    draft.leaving = List.of(new MemberDeclaration.Leaving(SMALL, 3, Given.START, Optional.empty()));
    MemberState member = draft.build();

    assertThat(of(pool()).committedDevices(member)).containsExactly(2, 3);
    assertThat(of(pool()).committedUsd(member)).isEqualTo(14);
    assertThat(of(pool()).footprint(member, mix(1, 3)).microUsdPerHour()).isEqualTo(14_000_000);
    assertThat(of(pool()).footprint(member.workload(), mix(1, 3)).microUsdPerHour())
        .isEqualTo(8_000_000);
  }

  @Test
  void spareIsWhatAllOthersLeave() {
    PoolState state = state(Given.member(CHAT, mix(1, 1)), Given.member(CODE, mix(2, 3)));

    PoolResources.Spare spare = of(pool()).spareFor(state, "chat");

    // The others are 2 x big and 3 x small: 4 and 3 devices for 22 $/h.
    assertThat(spare.devices()).containsExactly(4, 1);
    assertThat(spare.others()).isEqualTo(new Footprint(22_000_000, 3_700_000));
    assertThat(of(pool()).spareFor(state, "nobody").devices()).containsExactly(2, 0);
  }

  @Test
  void spareIsNegativeWhereOthersTakeTooMuch() {
    PoolState state = state(Given.member(CODE, mix(5, 3)));

    assertThat(of(pool()).spareFor(state, "chat").devices()).containsExactly(-2, 1);
  }

  @Test
  void aBudgetIsUsedToItsLastMicroDollar() {
    PoolResources limited = of(Given.pool("main", Map.of("h100", 8), 30));
    PoolResources.Spare spare =
        limited.spareFor(state(Given.member(CODE, mix(2, 3))), "chat"); // 22 $/h

    assertThat(limited.affordable(new Footprint(8_000_000, 0), spare)).isTrue();
    assertThat(limited.affordable(new Footprint(8_000_001, 0), spare)).isFalse();
    assertThat(of(pool()).affordable(new Footprint(Long.MAX_VALUE, 0), spare)).isTrue();
  }

  @Test
  void powerIsUsedToItsLastMilliwatt() {
    PoolResources limited = of(pool().withMaxWatts(5_000));
    PoolResources.Spare spare =
        limited.spareFor(state(Given.member(CODE, mix(2, 3))), "chat"); // 3700 W

    assertThat(limited.powered(new Footprint(0, 1_300_000), spare)).isTrue();
    assertThat(limited.powered(new Footprint(0, 1_300_001), spare)).isFalse();
    assertThat(of(pool()).powered(new Footprint(0, Long.MAX_VALUE), spare)).isTrue();
  }

  @Test
  void moreTakenByOthersLeavesTheDevices() {
    PoolResources.Spare spare =
        new PoolResources.Spare(new int[] {4}, new Footprint(5, 6)).less(new Footprint(10, 20));

    assertThat(spare.others()).isEqualTo(new Footprint(15, 26));
    assertThat(spare.devices()).containsExactly(4);
  }
}
