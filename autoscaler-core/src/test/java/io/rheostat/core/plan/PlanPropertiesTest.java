package io.rheostat.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.member.MemberDecisions;
import io.rheostat.core.member.MemberState;
import io.rheostat.core.stage.Given;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.estimate.DemandEstimate;
import io.rheostat.model.estimate.DemandQuantiles;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Freshness;
import io.rheostat.model.estimate.LoadQuality;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.PlacementCapacity;
import io.rheostat.model.estimate.WidthGoodput;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Churn;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.log.Released;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.signal.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import org.junit.jupiter.api.Test;

class PlanPropertiesTest {
  private record Arrival(PoolEvent event, Instant at) {}

  /// A random fleet of one pool.
  private static List<Workload> fleet(Random random, boolean single) {
    List<Workload> fleet = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int most = 1 + random.nextInt(12);
      int least = random.nextInt(3) == 0 ? random.nextInt(Math.min(3, most + 1)) : 0;
      OptionalDouble usd =
          random.nextInt(3) == 0
              ? OptionalDouble.of(2 + random.nextInt(20))
              : OptionalDouble.empty();
      Objective objective =
          switch (i) {
            case 0, 1 -> Given.serving();
            case 2 -> Given.run();
            default -> new Objective.Profiled(random.nextInt(5));
          };
      Placement[] placements =
          single
              ? new Placement[] {Given.placement("big", "h100")}
              : new Placement[] {
                Given.placement("big", "h100"),
                Given.placement("small", "l40s"),
                Given.placement("none", "absent")
              };
      Optional<Churn> churn =
          random.nextInt(4) == 0
              ? Optional.of(new Churn(1 + random.nextInt(5), Duration.ofSeconds(60)))
              : Optional.empty();
      fleet.add(
          Given.workload(
                  "w" + i,
                  "main",
                  objective,
                  new Bounds(Math.min(least, most), most, usd, churn),
                  placements)
              .with(mode(random)));
    }
    return fleet;
  }

  private static Mode mode(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> Mode.OBSERVE;
      case 1 -> Mode.APPROVE;
      default -> Mode.ACT;
    };
  }

  private static List<Declaration> declarations(Random random, List<Workload> fleet) {
    List<Declaration> all = new ArrayList<>();
    all.add(Given.declare(1, Given.device("h100", 4.1 / (1 + random.nextInt(3))).withWatts(700)));
    all.add(Given.declare(1, Given.device("l40s", 0.9).withWatts(350.1)));
    Map<String, Integer> counts = Map.of("h100", random.nextInt(14), "l40s", random.nextInt(14));
    Pool pool =
        random.nextBoolean()
            ? Given.pool("main", counts)
            : Given.pool("main", counts, random.nextInt(60));
    pool = random.nextInt(3) == 0 ? pool.withMaxWatts(random.nextInt(9000)) : pool;
    Churn churn = new Churn(1 + random.nextInt(10), Duration.ofSeconds(90));
    all.add(Given.declare(1, random.nextInt(3) == 0 ? pool.withChurn(churn) : pool));
    fleet.forEach(workload -> all.add(Given.declare(1, workload)));
    return all;
  }

  private static Freshness freshness(Random random) {
    int live = random.nextInt(6);
    int unreachable = random.nextInt(4) == 0 ? random.nextInt(4) : 0;
    boolean stale = random.nextInt(6) == 0;
    return new Freshness(
        Duration.ofSeconds(random.nextInt(stale ? 200 : 5)), live, unreachable, stale, List.of());
  }

  private static Estimate estimate(Random random, Workload workload, Instant at) {
    return new Estimate(
        workload.name(), workload.pool(), at, freshness(random), measure(random, workload));
  }

  private static Measure measure(Random random, Workload workload) {
    return switch (workload.objective()) {
      case Objective.Inference _ -> {
        double rate = random.nextInt(30);
        List<PlacementCapacity> capacities = new ArrayList<>();
        for (Placement placement : workload.placements()) {
          double capacity = random.nextInt(5) == 0 ? 0 : 0.5 + 4 * random.nextDouble();
          capacities.add(
              new PlacementCapacity(placement.name(), 1, capacity, capacity, random.nextDouble()));
        }
        yield new Measure.Inference(
            new DemandEstimate(
                rate,
                rate * random.nextDouble() * 2,
                rate,
                random.nextInt(10),
                List.of(
                    DemandQuantiles.certain(30, rate),
                    DemandQuantiles.certain(300, rate * 2 * random.nextDouble())),
                500,
                100),
            random.nextInt(20),
            random.nextInt(10),
            0.5,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            capacities,
            List.of(new LoadQuality(0.5, random.nextDouble(), random.nextInt(100))));
      }
      case Objective.Training _ -> {
        List<WidthGoodput> goodputs = new ArrayList<>();
        for (Placement placement : workload.placements()) {
          for (int width : placement.widths()) {
            double goodput = 100 * Math.pow(width, 0.8) * (0.5 + random.nextDouble());
            goodputs.add(new WidthGoodput(placement.name(), width, goodput, 1));
          }
        }
        yield new Measure.Training(100, 1000, 2, 1, random.nextInt(20) == 0, goodputs);
      }
      case Objective.Profiled _ -> new Measure.Profiled();
    };
  }

  private static Observed garbled(Random random, Workload workload, Instant at) {
    PlacementStatus[] statuses =
        workload.placements().stream()
            .map(
                p ->
                    new PlacementStatus(
                        p.name(),
                        random.nextInt(6),
                        random.nextInt(6),
                        random.nextInt(3),
                        random.nextInt(2),
                        random.nextInt(3),
                        Optional.empty(),
                        Optional.of(Duration.ofSeconds(random.nextInt(90)))))
            .toArray(PlacementStatus[]::new);
    return Given.observed(
        workload, at, new Generation(random.nextInt(2), random.nextInt(4)), statuses);
  }

  /// Anything may happen, in any order, whether it makes sense or not.
  private static Arrival anything(
      Random random, List<Workload> fleet, List<Command> commands, Instant at) {
    Workload workload = fleet.get(random.nextInt(fleet.size()));
    PoolEvent event =
        switch (random.nextInt(16)) {
          case 0, 1, 2, 3, 4 -> new PoolEvent.Estimated(estimate(random, workload, at));
          case 5, 6, 7, 8 -> new PoolEvent.Tick();
          case 9 ->
              new PoolEvent.Alerted(
                  "main", new Alert(workload.name(), "slow", random.nextInt(3) > 0, at));
          case 10 -> new PoolEvent.Observation(garbled(random, workload, at));
          case 11 -> new PoolEvent.Declared(change(random, workload, fleet));
          case 12 ->
              new PoolEvent.HandedOver(
                  new Released(workload.name(), "other", "main", new Generation(1, 2)));
          default -> concluded(random, commands, workload, at);
        };
    return new Arrival(event, at);
  }

  private static Declaration change(Random random, Workload workload, List<Workload> fleet) {
    long revision = 2;
    return switch (random.nextInt(8)) {
      case 0 -> new Declaration(revision, new Declaration.Change.Freeze(workload.name(), "me"));
      case 1 -> new Declaration(revision, new Declaration.Change.Freeze("*", "me"));
      case 2 -> new Declaration(revision, new Declaration.Change.Unfreeze(workload.name(), "me"));
      case 3 -> new Declaration(revision, new Declaration.Change.Unfreeze("*", "me"));
      case 4 -> declarations(random, fleet).get(2);
      case 5 ->
          new Declaration(
              revision,
              new Declaration.Change.Answered(
                  workload.name(), generation(random), random.nextInt(4) > 0, "me"));
      default -> Given.declare(revision, workload.with(mode(random)));
    };
  }

  private static Generation generation(Random random) {
    return new Generation(1 + random.nextInt(2), 1 + random.nextInt(12));
  }

  private static PoolEvent concluded(
      Random random, List<Command> commands, Workload workload, Instant at) {
    if (commands.isEmpty()) {
      return new PoolEvent.Tick();
    }
    Command command =
        commands.get(commands.size() - 1 - random.nextInt(Math.min(3, commands.size())));
    Outcome.Result[] results = Outcome.Result.values();
    return new PoolEvent.Concluded(
        new Outcome(
            workload.name(),
            "main",
            command.generation(),
            results[random.nextInt(results.length)],
            "",
            at));
  }

  /// A workload goes from observe to act; the shadow had imagined the very same command just
  /// before.
  @Test
  void aCommandThatWasOnlyImaginedBeforeHasItsDecision() {
    safetyHoldsWhateverHappens(218);
  }

  @Property(tries = 60)
  void safetyHoldsWhateverHappens(@ForAll long seed) {
    Random random = new Random(seed);
    List<Workload> fleet = fleet(random, random.nextBoolean());
    PlanHost host = new PlanHost();
    declarations(random, fleet).forEach(host::declare);
    double time = 1;
    for (int step = 0; step < 250; step++) {
      time += random.nextDouble() * 5;
      host.at(time);
      Arrival next = anything(random, fleet, host.invariants.commands(), host.now());
      host.accept(next.event());
    }

    assertThat(host.runner.states()).containsOnlyKeys("main");
  }

  @Tag("long")
  @Property(tries = 30)
  void aLogCutAnywhereGivesTheSameEffectsAndTheSameBytes(@ForAll long seed) {
    Random random = new Random(seed);
    List<Workload> fleet = fleet(random, false);
    PlanHost uncut = new PlanHost();
    PlanHost cut = new PlanHost();
    for (Declaration declaration : declarations(random, fleet)) {
      uncut.declare(declaration);
      cut.declare(declaration);
    }
    double time = 1;
    for (int step = 0; step < 200; step++) {
      time += random.nextDouble() * 5;
      Instant at = Given.at(time);
      Arrival next = anything(random, fleet, uncut.invariants.commands(), at);
      uncut.at(time).accept(next.event());
      cut.at(time).accept(next.event());
      if (random.nextInt(15) == 0) {
        cut.runner.cut();
      }
    }

    assertThat(cut.runner.effects()).isEqualTo(uncut.runner.effects());
    assertThat(cut.runner.digest()).isEqualTo(uncut.runner.digest());
  }

  /// With targets that tell the truth, held and running together never exceed the pool.
  @Property(tries = 40)
  void devicesAndBudgetAreNeverExceeded(@ForAll long seed) {
    Random random = new Random(seed);
    List<Workload> fleet = fleet(random, true);
    PlanHost host = new PlanHost();
    declarations(random, fleet).forEach(host::declare);
    for (Workload workload : fleet) {
      host.observed(workload, Generation.NONE, Given.running("big", 0));
    }
    double time = 1;
    for (int step = 0; step < 200; step++) {
      time += random.nextDouble() * 3;
      host.at(time);
      Workload workload = fleet.get(random.nextInt(fleet.size()));
      if (random.nextInt(3) > 0) {
        host.estimate(estimate(random, workload, host.now()));
      }
      host.tick();
      approveSome(random, host, workload);
      obeySome(random, host, fleet);
      PlanInvariants.assertWithin(host.runner.state("main"), host.runner.moment());
    }
  }

  private static void approveSome(Random random, PlanHost host, Workload workload) {
    Optional<MemberDecisions.Proposed> proposal = host.member(workload).proposal();
    if (proposal.isPresent() && random.nextInt(3) == 0) {
      Generation generation = proposal.get().generation();
      host.declare(
          new Declaration(
              1, new Declaration.Change.Answered(workload.name(), generation, true, "me")));
    }
  }

  /// A target that carried out only a part, or all of it, and does not say so.
  private static void failSome(Random random, PlanHost host, Workload workload, Command command) {
    int before = host.member(workload).ready("big");
    int to = command.to().replicas("big");
    int low = Math.min(before, to);
    int part = low + random.nextInt(Math.abs(to - before) + 1);
    host.concluded(command, random.nextBoolean() ? Outcome.Result.FAILED : Outcome.Result.EXPIRED);
    PlanInvariants.assertWithin(host.runner.state("main"), host.runner.moment());
    assertThat(host.member(workload).committed("big"))
        .as("what may run counts until it is seen")
        .isGreaterThanOrEqualTo(part);
    host.observed(workload, command.generation(), Given.running("big", part));
  }

  private static void obeySome(Random random, PlanHost host, List<Workload> fleet) {
    for (Workload workload : fleet) {
      MemberState member = host.member(workload);
      if (member.inFlight().isPresent() && random.nextInt(3) == 0) {
        List<Command> commands = host.invariants.commands();
        for (Command command : List.copyOf(commands)) {
          if (command.workload().equals(workload.name())
              && command.generation().equals(member.generation())) {
            if (random.nextInt(4) == 0) {
              failSome(random, host, workload, command);
            } else {
              host.obey(workload, command);
            }
          }
        }
      }
    }
  }

  /// Whatever another workload's signals say, with room for both this one is treated the same.
  @Tag("long")
  @Property(tries = 15)
  void oneWorkloadsSignalsNeverChangeAnothersCommands(@ForAll long seed) {
    assertThat(commandsOfTheFirst(seed, 1)).isEqualTo(commandsOfTheFirst(seed, 2));
  }

  private static List<Allocation> commandsOfTheFirst(long seed, long otherSeed) {
    Random random = new Random(seed);
    Random other = new Random(otherSeed);
    List<Placement> both =
        List.of(Given.placement("big", "h100"), Given.placement("small", "l40s"));
    Workload first =
        Given.service("first", "main", Given.bounds(0, 20), both.toArray(Placement[]::new));
    Workload second =
        Given.service("second", "main", Given.bounds(0, 20), both.toArray(Placement[]::new));
    PlanHost host = new PlanHost();
    host.declare(Given.declare(1, Given.device("h100", 4)));
    host.declare(Given.declare(1, Given.device("l40s", 1)));
    host.declare(Given.declare(1, Given.pool("main", Map.of("h100", 90, "l40s", 90))));
    host.declare(Given.declare(1, first));
    host.declare(Given.declare(1, second));
    host.observed(first, Generation.NONE, Given.running("big", 2));
    host.observed(second, Generation.NONE, Given.running("big", 2));
    for (int second1 = 1; second1 < 300; second1++) {
      host.at(second1);
      host.estimate(estimate(random, first, host.now()));
      host.estimate(estimate(other, second, host.now()));
      host.tick();
      for (Command command : List.copyOf(host.invariants.commands())) {
        Workload workload = command.workload().equals("first") ? first : second;
        if (host.member(workload).generation().equals(command.generation())
            && host.member(workload).inFlight().isPresent()) {
          host.obey(workload, command);
        }
      }
    }
    return host.invariants.commands().stream()
        .filter(command -> command.workload().equals("first"))
        .map(Command::to)
        .toList();
  }
}
