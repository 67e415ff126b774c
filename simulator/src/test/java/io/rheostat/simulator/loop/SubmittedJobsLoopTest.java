package io.rheostat.simulator.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.ElasticTraining;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Target;
import io.rheostat.simulator.jobs.TabledTruth;
import io.rheostat.simulator.jobs.Toy;
import io.rheostat.simulator.truth.GroundTruth;
import io.rheostat.simulator.world.Scenario;
import io.rheostat.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Two jobs of one profile key on four T4, the second submitted when five minutes are over.
final class SubmittedJobsLoopTest {
  private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");

  /// Names of what was declared after the start, with the seconds.
  private final List<String> declared = new ArrayList<>();

  private static Workload job(TabledTruth truth) {
    ElasticTraining terms = new ElasticTraining(5, Toy.RANGE).ofProfile("toy");
    return new Workload(
        truth.submission().name(),
        "main",
        new Objective.Training(truth.samples(), 10, 10, 0, Optional.empty(), 0, Optional.of(terms)),
        Optional.empty(),
        List.of(
            new Placement(
                "t4",
                "t4",
                1,
                1,
                List.of(1, 2),
                0,
                0,
                Duration.ofSeconds(2),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                new Target(Target.SIMULATED, new TreeMap<>()))),
        new Bounds(0, 2, OptionalDouble.empty()),
        List.of(),
        List.of());
  }

  private static Scenario scenario() {
    SortedMap<String, TabledTruth> tabled = new TreeMap<>();
    SortedMap<String, Workload> workloads = new TreeMap<>();
    for (var at : Map.of("first", 0, "second", 300).entrySet()) {
      TabledTruth truth =
          new TabledTruth(
              Toy.submission(at.getKey(), at.getValue(), Toy.application()),
              Toy.CLUSTER,
              Toy.rules());
      tabled.put(at.getKey(), truth);
      workloads.put(at.getKey(), job(truth));
    }
    SortedMap<String, Device> devices = new TreeMap<>(Map.of("t4", GroundTruth.T4));
    SortedMap<String, Integer> owned = new TreeMap<>(Map.of("t4", 4));
    Pool pool = new Pool("main", owned, OptionalDouble.empty(), 1, 0);
    return new Scenario(
        new Fleet(devices, new TreeMap<>(Map.of("main", pool)), workloads),
        START,
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        tabled,
        new TreeMap<>(),
        List.of());
  }

  private World run() {
    World world = new World(scenario(), 1);
    LoopLog log =
        new LoopLog() {
          @Override
          public void appended(WorkloadEvent event, Instant receivedAt) {
            if (event instanceof WorkloadEvent.Declared(Declaration declaration)) {
              String name =
                  switch (declaration.change()) {
                    case Declaration.Change.OfWorkload(var workload, _) -> workload.name();
                    case Declaration.Change.OfProfile(var profile) -> "profile " + profile.name();
                    default -> "";
                  };
              long second = Duration.between(START, receivedAt).toSeconds();
              declared.add(name + (name.startsWith("profile") ? "" : " at " + second));
            }
          }
        };
    new ClosedLoop(world, Duration.ofSeconds(5), log).runUntil(START.plusSeconds(900));
    declared.removeIf(name -> name.startsWith(" at"));
    return world;
  }

  @Test
  void aJobIsDeclaredWhenItIsSubmittedAndItsProfileWhenItEnds() {
    World world = run();

    assertThat(declared)
        .contains("first at 0", "second at 300", "profile toy")
        .filteredOn(name -> !name.startsWith("profile"))
        .hasSize(2);
    Instant first = world.completedAt("first").orElseThrow();
    Instant second = world.completedAt("second").orElseThrow();
    // 102.5 s of work on one device at the least speed, and two delays at the most.
    assertThat(Duration.between(START, first)).isBetween(secs(100), secs(200));
    assertThat(Duration.between(START.plusSeconds(300), second)).isBetween(secs(100), secs(200));
    assertThat(world.restarts("second")).isLessThanOrEqualTo(1);
    assertThat(world.score().of("second").trainingProgress()).isEqualTo(1);
  }

  private static Duration secs(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  @Test
  void theSameScenarioGivesTheSameRun() {
    Instant end = run().completedAt("second").orElseThrow();
    List<String> before = List.copyOf(declared);
    declared.clear();

    assertThat(run().completedAt("second")).contains(end);
    assertThat(declared).isEqualTo(before);
  }
}
