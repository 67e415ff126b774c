package io.rheostat.simulator.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.signal.Alert;
import io.rheostat.simulator.testing.Scenarios;
import io.rheostat.simulator.trace.Request;
import io.rheostat.simulator.world.Scenario;
import io.rheostat.simulator.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// A service that may have no replica, behind a gateway that holds requests until one is ready.
final class ZeroLoopTest {
  private static final int SCRAPE_SECONDS = 5;

  /// A scrape, the next tick, and the command's way.
  private static final int REACTION_SECONDS = SCRAPE_SECONDS + 3;

  /// Seconds in which something held, one after the other.
  private static final class Spans {
    private final List<Integer> lengths = new ArrayList<>();
    private int running;

    void second(boolean holds) {
      if (!holds && running > 0) {
        lengths.add(running);
      }
      running = holds ? running + 1 : 0;
    }
  }

  /// A loop, watched second by second.
  private static final class Watched {
    final World world;
    final ClosedLoop loop;
    final Spans waiting = new Spans();
    final Spans starting = new Spans();
    final Spans nothing = new Spans();

    Watched(List<Request> requests) {
      world = new World(toZero(requests), 3);
      loop = new ClosedLoop(world, Duration.ofSeconds(SCRAPE_SECONDS), LoopLog.NONE);
    }

    void runMinutes(int minutes) {
      for (int second = 0; second < 60 * minutes; second++) {
        loop.runUntil(world.now().plusSeconds(1));
        boolean waits = world.requests(Scenarios.CHAT).orElseThrow().gateway() > 0;
        waiting.second(waits);
        starting.second(waits && wanted() > 0);
        nothing.second(wanted() == 0);
      }
    }

    int wanted() {
      return statuses().stream().mapToInt(PlacementStatus::wanted).sum();
    }

    private List<PlacementStatus> statuses() {
      return world.observed(Scenarios.CHAT).placements();
    }
  }

  private static Scenario toZero(List<Request> requests) {
    Scenario known = Scenarios.of(requests, 0, 1, List.of());
    SortedMap<String, Workload> workloads = new TreeMap<>(known.fleet().workloads());
    workloads.computeIfPresent(
        Scenarios.CHAT, (_, chat) -> chat.with(new Bounds(0, 8, OptionalDouble.empty())));
    Fleet fleet = known.fleet().withWorkloads(workloads);
    return new Scenario(
        fleet,
        known.start(),
        known.traces(),
        known.engines(),
        known.steps(),
        known.training(),
        known.initial(),
        known.stockOuts());
  }

  private static Request at(double seconds) {
    return new Request(Duration.ofMillis(Math.round(1000 * seconds)), 500, 200);
  }

  @Test
  void aRequestToAServiceWithoutReplicasWaitsForOneStartUp() {
    List<Request> requests = new ArrayList<>();
    requests.add(at(300.5));
    // Some traffic an hour later, silence, and one request more.
    for (int i = 0; i < 600; i++) {
      requests.add(at(3600 + i));
    }
    requests.add(at(3 * 3600 + 0.5));
    Watched run = new Watched(requests);

    run.runMinutes(200);

    System.out.println(
        "waited for a replica: "
            + run.waiting.lengths
            + " s; start-ups: "
            + run.starting.lengths
            + " s; without any replica: "
            + run.nothing.lengths
            + " s");
    assertThat(run.world.requests(Scenarios.CHAT).orElseThrow().finished())
        .isEqualTo(requests.size());
    assertThat(run.waiting.lengths).hasSize(3).hasSameSizeAs(run.starting.lengths);
    for (int i = 0; i < 3; i++) {
      assertThat(run.waiting.lengths.get(i))
          .isLessThanOrEqualTo(run.starting.lengths.get(i) + REACTION_SECONDS);
    }
  }

  @Test
  void aServiceThatNobodyAsksGoesBackToZero() {
    Watched run = new Watched(List.of(at(300.5)));

    run.runMinutes(60);

    assertThat(run.wanted()).isZero();
    assertThat(run.nothing.lengths).hasSize(1);
  }

  @Test
  void anAlertWakesAServiceWithoutReplicas() {
    Watched run = new Watched(List.of());
    run.runMinutes(5);
    assertThat(run.wanted()).isZero();

    run.loop.alert(new Alert(Scenarios.CHAT, "Asked", true, run.world.now(), "f"));
    run.loop.runUntil(run.world.now().plusSeconds(3));

    assertThat(run.wanted()).isPositive();
  }
}
