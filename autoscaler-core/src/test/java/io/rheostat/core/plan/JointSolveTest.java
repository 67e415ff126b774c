package io.rheostat.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.member.MemberDeclaration;
import io.rheostat.core.member.MemberDraft;
import io.rheostat.core.member.MemberState;
import io.rheostat.core.pool.PoolResources;
import io.rheostat.core.solve.Candidate;
import io.rheostat.core.solve.PoolSolution;
import io.rheostat.core.stage.Catalogue;
import io.rheostat.core.stage.Given;
import io.rheostat.core.stage.Moment;
import io.rheostat.model.decision.Option;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Joint choices for services of a pool of four devices at 4 $/h.
class JointSolveTest {
  private static final Placement BIG = Given.placement("big", "h100");

  private Catalogue catalogue =
      Given.catalogue(Given.pool("main", Map.of("h100", 4)), Given.device("h100", 4));

  private static MemberState service(String name, int least, int desired) {
    Workload workload = Given.service(name, "main", Given.bounds(least, 9), BIG);
    return Given.reported(
        Given.member(workload, Allocation.of("big", desired)),
        Given.START,
        Given.running("big", desired));
  }

  private static MemberState job(int workers) {
    Workload workload = Given.workload("job", "main", Given.run(), Given.bounds(1, 8), BIG);
    return Given.reported(
        Given.member(workload, Allocation.of("big", workers)),
        Given.START,
        Given.running("big", workers));
  }

  private static Candidate candidate(int replicas, double score) {
    Option option =
        new Option(Allocation.of("big", replicas), 0, 0, 4.0 * replicas, 0, score, 0, 1);
    return new Candidate(option, score, new int[] {replicas});
  }

  private PoolSolution solve(List<MemberState> members, List<List<Candidate>> choices) {
    return JointSolve.solve(
        new PoolResources("main", catalogue), members, choices, new Moment(Given.START, catalogue));
  }

  private static List<Integer> replicas(PoolSolution solution) {
    return solution.choices().stream()
        .map(one -> one.map(each -> each.option().allocation().total()).orElse(-1))
        .toList();
  }

  @Test
  void theHighestSumOfScoresIsChosen() {
    PoolSolution solution =
        solve(
            List.of(service("chat", 1, 1), service("code", 1, 1)),
            List.of(
                List.of(candidate(3, 9), candidate(1, 4)),
                List.of(candidate(3, 8), candidate(1, 4))));

    assertThat(replicas(solution)).containsExactly(3, 1);
    assertThat(solution.total()).isEqualTo(13);
  }

  @Test
  void aMemberThatIsNotMovedKeepsItsDevices() {
    PoolSolution solution =
        solve(
            List.of(service("chat", 1, 1), service("code", 1, 2)),
            List.of(List.of(candidate(3, 9), candidate(2, 6), candidate(1, 4)), List.of()));

    assertThat(replicas(solution)).containsExactly(2, -1);
  }

  @Test
  void itsUnmetMinimumStaysReserved() {
    PoolSolution solution =
        solve(
            List.of(service("chat", 1, 1), service("code", 3, 2)),
            List.of(List.of(candidate(2, 6), candidate(1, 4)), List.of()));

    assertThat(replicas(solution)).containsExactly(1, -1);
  }

  @Test
  void leavingReplicasTakeTheirDevicesBesideAnyChoice() {
    MemberDraft draft = MemberDraft.of(service("chat", 1, 1));
    draft.leaving =
        List.of(
            new MemberDeclaration.Leaving(
                Given.placement("old", "h100"), 2, Given.START, Optional.empty()));

    PoolSolution solution =
        solve(
            List.of(draft.build()),
            List.of(List.of(candidate(3, 9), candidate(2, 6), candidate(1, 4))));

    assertThat(replicas(solution)).containsExactly(2);
  }

  @Test
  void aBudgetIsSharedToo() {
    catalogue = Given.catalogue(Given.pool("main", Map.of("h100", 4), 12), Given.device("h100", 4));

    PoolSolution solution =
        solve(
            List.of(service("chat", 1, 1), service("code", 1, 2)),
            List.of(List.of(candidate(2, 6), candidate(1, 4)), List.of()));

    // Two of `code` cost 8 of 12 $/h.
    assertThat(replicas(solution)).containsExactly(1, -1);
  }

  @Test
  void oneThatFitsNowhereStopsNobodyElse() {
    PoolSolution solution =
        solve(
            List.of(service("chat", 1, 0), service("code", 1, 0)),
            List.of(List.of(candidate(9, 99)), List.of(candidate(3, 8), candidate(1, 4))));

    assertThat(solution.found()).isTrue();
    assertThat(replicas(solution)).containsExactly(-1, 3);
  }

  @Test
  void asManyAsPossibleArePlaced() {
    PoolSolution solution =
        solve(
            List.of(service("a", 1, 0), service("b", 1, 0), service("c", 1, 0)),
            List.of(List.of(candidate(4, 99)), List.of(candidate(2, 1)), List.of(candidate(2, 1))));

    // One worth 99 would leave two without a place.
    assertThat(replicas(solution)).containsExactly(-1, 2, 2);
  }

  @Test
  void jobsGiveBackBeforeServicesForAMinimum() {
    List<MemberState> members = List.of(service("chat", 2, 0), job(2), service("code", 1, 2));
    PoolSolution solution =
        solve(
            members,
            List.of(
                List.of(candidate(2, 5)),
                List.of(candidate(2, 50), candidate(1, 10), candidate(0, 0)),
                List.of(candidate(2, 6), candidate(1, 5.5))));

    // `code` keeps both of its replicas, though the job would earn more.
    assertThat(replicas(solution)).containsExactly(2, 0, 2);
  }
}
