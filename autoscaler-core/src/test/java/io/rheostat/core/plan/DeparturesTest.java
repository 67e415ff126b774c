package io.rheostat.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.member.MemberState;
import io.rheostat.core.stage.Given;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Order;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.Declaration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Placements and workloads that are declared no longer while their replicas still run.
class DeparturesTest {
  private final Workload both =
      Given.service(
          "chat",
          "main",
          Given.bounds(1, 20),
          Given.placement("a", "h100"),
          Given.placement("b", "l40s"));
  private final Workload one =
      Given.service("chat", "main", Given.bounds(1, 20), both.placements().get(0));
  private final Workload other =
      Given.service("other", "main", Given.bounds(1, 20), Given.placement("c", "l40s"));
  private final PlanHost host = new PlanHost();

  @BeforeEach
  void declare() {
    host.declare(Given.declare(1, Given.device("h100", 4)));
    host.declare(Given.declare(1, Given.device("l40s", 1)));
    host.declare(Given.declare(1, Given.pool("main", Map.of("h100", 10, "l40s", 6))));
    host.declare(Given.declare(1, both));
    host.declare(Given.declare(1, other));
    host.observed(both, Generation.NONE, Given.running("a", 2), Given.running("b", 4));
    host.observed(other, Generation.NONE, Given.running("c", 1));
  }

  private int otherReplicas(double rate) {
    for (int i = 0; i < 30; i++) {
      host.at(100 + i);
      Estimate estimate =
          Given.estimate(other, host.now(), Given.fresh(host.desired(other).total()), rate, 2.0);
      PlanHost.command(host.estimate(estimate)).ifPresent(command -> host.obey(other, command));
    }
    return host.desired(other).total();
  }

  private Optional<Command> chat(double second, double rate) {
    host.at(second);
    return PlanHost.command(
        host.estimate(
            Given.estimate(one, host.now(), Given.fresh(host.desired(one).total()), rate, 4.0)));
  }

  @Test
  void devicesOfARemovedPlacementAreNotGivenAway() {
    host.declare(Given.declare(2, one.with(Mode.OBSERVE)));

    assertThat(otherReplicas(4.5)).as("of 6 l40s, 4 of which still run").isEqualTo(2);
  }

  @Test
  void aRemovedPlacementIsOrderedToNothingOnceTheOthersServe() {
    host.declare(Given.declare(2, one));

    Optional<Command> early = chat(1, 30);
    early.ifPresent(command -> assertThat(command.leaving()).isEmpty());
    early.ifPresent(command -> host.concluded(command, Outcome.Result.APPLIED));
    host.at(2);
    host.observed(one, host.member(one).generation(), Given.running("a", 9), Given.running("b", 4));
    Command command = chat(3, 30).orElseThrow();

    assertThat(command.leaving()).singleElement().isEqualTo(both.placements().get(1));
    assertThat(command.orders()).extracting(Order::placement).contains("b");
    assertThat(
            command.orders().stream()
                .filter(order -> order.placement().equals("b"))
                .mapToInt(Order::replicas))
        .containsOnly(0);
    host.concluded(command, Outcome.Result.APPLIED);
    host.at(5);
    host.observed(one, command.generation(), Given.running("a", 9), Given.running("b", 0));
    assertThat(host.member(one).leaving()).isEmpty();
    assertThat(otherReplicas(30)).isEqualTo(6);
  }

  @Test
  void aWithdrawnWorkloadKeepsItsDevicesUntilItsTargetsAreSeenEmpty() {
    host.declare(new Declaration(2, new Declaration.Change.WorkloadWithdrawn("chat")));
    assertThat(otherReplicas(4.5)).isEqualTo(2);

    host.observed(both, Generation.NONE, Given.running("a", 0), Given.running("b", 0));

    assertThat(host.runner.state("main").members()).containsOnlyKeys("other");
    assertThat(host.invariants.commands()).extracting(Command::workload).containsOnly("other");
  }

  @Test
  void aWorkloadThatIsDeclaredAgainIsPlannedAgain() {
    host.declare(new Declaration(2, new Declaration.Change.WorkloadWithdrawn("chat")));
    host.declare(Given.declare(3, both));

    MemberState member = host.member(both);

    assertThat(member.withdrawn()).isFalse();
    assertThat(member.mayPlan()).isTrue();
    assertThat(member.leaving()).isEqualTo(List.of());
  }
}
