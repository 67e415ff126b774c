package io.rheostat.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.plan.decision.PlanEffect;
import io.rheostat.core.stage.Given;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.HoldReason;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.WidthGoodput;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import org.junit.jupiter.api.Test;

/// Declared minimums are reservations: a neighbour never takes them.
class MinimumsTest {
  private final PlanHost host = new PlanHost();
  private final Map<Workload, Double> rates = new LinkedHashMap<>();
  private int second;

  private static Workload service(String name, int least) {
    return Given.service(name, "main", Given.bounds(least, 60), Given.placement("a", "h100"));
  }

  private static Workload job(String name, int least) {
    return Given.workload(
        name, "main", Given.run(), Given.bounds(least, 8), Given.placement("a", "h100"));
  }

  private void fleet(int devices, Workload... workloads) {
    host.declare(Given.declare(1, Given.device("h100", 4)));
    host.declare(Given.declare(1, Given.pool("main", Map.of("h100", devices))));
    for (Workload workload : workloads) {
      host.declare(Given.declare(1, workload));
    }
  }

  private Estimate estimate(Workload workload) {
    int desired = host.desired(workload).total();
    if (workload.objective() instanceof Objective.Training) {
      List<WidthGoodput> goodputs = new ArrayList<>();
      for (int width : List.of(1, 2, 4, 8)) {
        goodputs.add(new WidthGoodput("a", width, 40_000 * Math.pow(width, 0.9), 1));
      }
      return new Estimate(
          workload.name(),
          "main",
          host.now(),
          Given.fresh(desired),
          new Measure.Training(40_000, 1000, desired, 1, false, goodputs));
    }
    return Given.estimate(
        workload, host.now(), Given.fresh(desired), rates.getOrDefault(workload, 1.0), 2.0);
  }

  private void pass(int seconds, List<Workload> fleet) {
    for (int i = 0; i < seconds; i++) {
      second++;
      host.at(second);
      for (Workload workload : fleet) {
        obey(host.estimate(estimate(workload)), fleet);
      }
      obey(host.tick(), fleet);
    }
  }

  private void obey(List<PlanEffect> effects, List<Workload> fleet) {
    for (PlanEffect effect : effects) {
      if (effect instanceof PlanEffect.Issued(Command command)) {
        fleet.stream()
            .filter(one -> one.name().equals(command.workload()))
            .forEach(one -> host.obey(one, command));
      }
    }
  }

  private void running(Workload workload, int replicas) {
    host.observed(workload, Generation.NONE, Given.running("a", replicas));
  }

  @Test
  void aSurgingNeighbourAndJobsDoNotTakeTheMinimumOfAService() {
    Workload chat = service("chat", 1);
    Workload code = service("code", 2);
    Workload train = job("train", 1);
    List<Workload> fleet = List.of(chat, code, train);
    fleet(20, chat, code, train);
    running(chat, 10);
    running(code, 2);
    running(train, 8);
    rates.put(chat, 200.0);
    rates.put(code, 3.9);

    pass(300, fleet);

    assertThat(host.desired(code).total()).isGreaterThanOrEqualTo(2);
    assertThat(host.desired(train).total()).isGreaterThanOrEqualTo(1);
    assertThat(host.invariants.commands())
        .filteredOn(command -> command.workload().equals("code"))
        .allMatch(command -> command.to().total() >= 2);
  }

  @Test
  void aServiceThatComesUpGetsItsMinimumFromWhatStandsAboveTheirs() {
    Workload chat = service("chat", 1);
    Workload late = service("late", 3);
    List<Workload> fleet = List.of(chat, late);
    fleet(12, chat, late);
    running(chat, 12);
    running(late, 0);
    rates.put(chat, 60.0);

    pass(200, fleet);

    assertThat(host.desired(late).total()).isGreaterThanOrEqualTo(3);
    assertThat(host.desired(chat).total()).isLessThanOrEqualTo(9);
  }

  @Test
  void aJobsDevicesAboveItsOwnMinimumGoFirst() {
    Workload chat = service("chat", 1);
    Workload train = job("train", 2);
    Workload late = service("late", 4);
    List<Workload> fleet = List.of(chat, train, late);
    fleet(16, chat, train, late);
    running(chat, 8);
    running(train, 8);
    running(late, 0);
    rates.put(chat, 15.0);
    pass(120, List.of(chat, train));
    // Also the minimum of one that was not seen so far.
    assertThat(host.desired(train).total()).isBetween(2, 4);
    assertThat(host.desired(chat).total()).isEqualTo(8);

    for (int i = 0; i < 400 && host.desired(late).total() < 4; i++) {
      pass(1, fleet);
    }
    assertThat(host.desired(late).total()).isGreaterThanOrEqualTo(4);
    assertThat(host.desired(train).total()).isBetween(2, 4);
    assertThat(host.desired(chat).total()).isEqualTo(8);
  }

  @Test
  void theMinimumsOfAShrunkenPoolAreKept() {
    Workload chat = service("chat", 3);
    Workload code = service("code", 2);
    List<Workload> fleet = List.of(chat, code);
    fleet(20, chat, code);
    running(chat, 12);
    running(code, 8);
    rates.put(chat, 22.0);
    rates.put(code, 14.0);
    pass(100, fleet);
    host.declare(Given.declare(2, Given.pool("main", Map.of("h100", 5))));

    pass(300, fleet);

    assertThat(host.desired(chat).total()).isEqualTo(3);
    assertThat(host.desired(code).total()).isEqualTo(2);
  }

  @Test
  void oneMemberThatCannotBePlacedDoesNotStopTheOthers() {
    Workload huge = service("huge", 30);
    Workload train = job("train", 1);
    List<Workload> fleet = List.of(huge, train);
    fleet(8, huge, train);
    running(huge, 0);
    running(train, 1);

    pass(60, fleet);

    assertThat(host.desired(train).total()).as("the job is placed").isGreaterThan(1);
    assertThat(host.runner.state("main").root().prices().values()).allMatch(price -> price < 1_000);
    Decision last =
        PlanHost.decisions(host.runner.effects()).stream()
            .filter(decision -> decision.workload().equals("huge"))
            .reduce((_, newer) -> newer)
            .orElseThrow();
    assertThat(last)
        .isInstanceOfSatisfying(
            Decision.Hold.class,
            hold -> assertThat(hold.reason()).isEqualTo(HoldReason.INFEASIBLE));
  }

  /// Whatever the pool and the demand: where all minimums fit together, each is reached and kept.
  @Tag("long")
  @Property(tries = 25)
  void inAnyPoolThatHoldsAllMinimumsEachIsReachedAndKept(@ForAll long seed) {
    Random random = new Random(seed);
    MinimumsTest world = new MinimumsTest();
    List<Workload> fleet = new ArrayList<>();
    int needed = 0;
    for (int i = 0; i < 2 + random.nextInt(4); i++) {
      boolean job = random.nextInt(3) == 0;
      int least = job ? 1 << random.nextInt(3) : random.nextInt(5);
      needed += least;
      fleet.add(job ? job("w" + i, least) : service("w" + i, least));
    }
    int devices = Math.max(1, needed + random.nextInt(6));
    world.fleet(devices, fleet.toArray(Workload[]::new));
    int free = devices;
    for (Workload workload : fleet) {
      int most = Math.min(free, workload.bounds().maxReplicas());
      int start = Integer.highestOneBit(random.nextInt(most + 1));
      free -= start;
      world.running(workload, start);
      world.rates.put(workload, 40 * random.nextDouble());
    }

    world.pass(900, fleet);

    for (Workload workload : fleet) {
      assertThat(world.host.desired(workload).total())
          .as("seed %d: %s of %d devices", seed, workload.name(), devices)
          .isGreaterThanOrEqualTo(workload.bounds().minReplicas());
    }
  }
}
