package io.rheostat.core.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.member.MemberDraft;
import io.rheostat.core.member.MemberState;
import io.rheostat.core.stage.Given;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Churn;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Changes counted against a declared budget, a hundred seconds after the start.
class ChurnBudgetTest {
  private static final Instant NOW = Given.at(100);
  private static final Placement BIG = Given.placement("big", "h100");

  private static MemberState member(String name, Optional<Churn> churn, double... changedAt) {
    Bounds bounds = Given.bounds(0, 9);
    Workload workload =
        Given.service(name, "main", churn.map(bounds::withChurn).orElse(bounds), BIG);
    MemberDraft draft = MemberDraft.of(Given.member(workload, Allocation.NONE));
    draft.resizedAt = Arrays.stream(changedAt).mapToObj(Given::at).toList();
    return draft.build();
  }

  private static ChurnBudget budget(Optional<Churn> shared, MemberState... members) {
    Pool pool = Given.pool("main", Map.of("h100", 8));
    PoolState state = new PoolState(PoolRoot.of("main"), new TreeMap<>());
    for (MemberState member : members) {
      state = state.with(member);
    }
    return new ChurnBudget(
        new PoolResources("main", Given.catalogue(shared.map(pool::withChurn).orElse(pool))),
        state,
        NOW);
  }

  private static Optional<Churn> churn(int changes, int seconds) {
    return Optional.of(new Churn(changes, Duration.ofSeconds(seconds)));
  }

  @Test
  void aWindowIncludesItsBeginning() {
    List<Instant> times = List.of(Given.at(39.999), Given.at(40), Given.at(70), Given.at(100));

    assertThat(ChurnBudget.within(times, Duration.ofSeconds(60), NOW))
        .containsExactly(Given.at(40), Given.at(70), Given.at(100));
  }

  @Test
  void withoutABudgetNothingIsSpent() {
    MemberState chat = member("chat", Optional.empty(), 10, 20, 30, 40, 50, 60, 70, 80, 90, 99);

    assertThat(budget(Optional.empty(), chat).spent(chat)).isEmpty();
  }

  @Test
  void aWorkloadSpendsItsOwnBudget() {
    MemberState two = member("chat", churn(3, 60), 50, 90);
    MemberState three = member("chat", churn(3, 60), 50, 60, 90);
    MemberState old = member("chat", churn(3, 60), 30, 50, 90);

    assertThat(budget(Optional.empty(), two).spent(two)).isEmpty();
    assertThat(budget(Optional.empty(), three).spent(three))
        .contains("all 3 changes of chat within 60 s are used up");
    assertThat(budget(Optional.empty(), old).spent(old)).isEmpty();
  }

  @Test
  void aPoolsBudgetIsSpentByAllOfThem() {
    MemberState chat = member("chat", Optional.empty(), 50);
    MemberState code = member("code", Optional.empty(), 60, 70);

    assertThat(budget(churn(3, 60), chat, code).spent(chat))
        .contains("all 3 changes of pool main within 60 s are used up");
    assertThat(budget(churn(4, 60), chat, code).spent(chat)).isEmpty();
    assertThat(budget(churn(3, 40), chat, code).spent(chat)).isEmpty();
  }

  @Test
  void aMemberCountsAsItIsNowAndOnce() {
    MemberState before = member("chat", Optional.empty(), 50);
    MemberState now = member("chat", Optional.empty(), 50, 90);

    assertThat(budget(churn(3, 60), before).spent(now)).isEmpty();
    assertThat(budget(churn(2, 60), before).spent(now)).isPresent();
  }

  @Test
  void itsOwnBudgetIsNamedBeforeThePools() {
    MemberState chat = member("chat", churn(1, 60), 90);

    assertThat(budget(churn(1, 60), chat).spent(chat).orElseThrow()).contains("changes of chat");
  }

  @Test
  void timesAreKeptForTenMinutes() {
    MemberState chat = member("chat", Optional.empty(), -501, -500, 50);

    assertThat(budget(Optional.empty(), chat).after(chat))
        .containsExactly(Given.at(-500), Given.at(50), NOW);
  }

  @Test
  void aLongerWindowKeepsThemLonger() {
    MemberState own = member("chat", churn(9, 900), -801, -800, 50);
    MemberState shared = member("chat", churn(9, 30), -1_101, -1_100, 50);

    assertThat(budget(Optional.empty(), own).after(own))
        .containsExactly(Given.at(-800), Given.at(50), NOW);
    assertThat(budget(churn(9, 1_200), shared).after(shared))
        .containsExactly(Given.at(-1_100), Given.at(50), NOW);
  }

  @Test
  void atMostTwoHundredTimesAreKept() {
    double[] many = new double[300];
    for (int i = 0; i < many.length; i++) {
      many[i] = i / 3.0;
    }
    MemberState chat = member("chat", Optional.empty(), many);

    List<Instant> kept = budget(Optional.empty(), chat).after(chat);

    assertThat(kept).hasSize(200).endsWith(NOW);
    assertThat(kept.getFirst()).isEqualTo(chat.resizedAt().get(101));
  }
}
