package io.rheostat.simulator.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.estimate.EstimateStage;
import io.rheostat.core.plan.PlanStage;
import io.rheostat.core.stage.PartitionFold;
import io.rheostat.core.workload.WorkloadState;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.simulator.testing.Scenarios;
import io.rheostat.simulator.trace.TraceGenerator;
import io.rheostat.simulator.world.Score;
import io.rheostat.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The folds closed over a simulated cluster, and the same log folded again elsewhere.
final class ClosedLoopTest {
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
  private static final int WORKLOAD_BYTES = 4 * 1024;
  private static final int REPLICA_BYTES = 2 * 1024;

  /// Keeps the pool-log and what was decided.
  private static final class Recording implements LoopLog {
    private final List<PoolEvent> events = new ArrayList<>();
    private final List<Instant> times = new ArrayList<>();
    private final List<Object> effects = new ArrayList<>();

    @Override
    public void appended(PoolEvent event, Instant receivedAt) {
      events.add(event);
      times.add(receivedAt);
    }

    @Override
    public void effect(Object effect) {
      effects.add(effect);
    }
  }

  private static ClosedLoop run(LoopLog log, long seed) {
    var chat = TraceGenerator.conversation(seed, HALF_AN_HOUR, 20);
    World world = new World(Scenarios.of(chat, 2, 1, List.of()), seed);
    ClosedLoop loop = new ClosedLoop(world, Duration.ofSeconds(5), log);
    loop.runUntil(Scenarios.START.plus(HALF_AN_HOUR));
    return loop;
  }

  private static String digest(PartitionFold<?, ?, ?> fold) {
    var digest = PartitionFold.sha256();
    fold.digest(digest);
    return HexFormat.of().formatHex(digest.digest());
  }

  @Test
  void the_same_seed_decides_the_same_to_the_byte() {
    ClosedLoop first = run(LoopLog.NONE, 5);
    ClosedLoop second = run(LoopLog.NONE, 5);
    assertThat(second.commands()).isEqualTo(first.commands()).isNotEmpty();
    assertThat(digest(second.plans())).isEqualTo(digest(first.plans()));
    assertThat(digest(second.estimates())).isEqualTo(digest(first.estimates()));
  }

  @Test
  void the_recorded_pool_log_decides_the_same_in_another_host() {
    Recording recording = new Recording();
    ClosedLoop loop = run(recording, 6);
    List<Object> again = new ArrayList<>();
    var fold = new PartitionFold<>(new PlanStage(), _ -> true);
    for (int i = 0; i < recording.events.size(); i++) {
      again.addAll(fold.accept(recording.events.get(i), recording.times.get(i)));
    }
    assertThat(again).isEqualTo(recording.effects).isNotEmpty();
    assertThat(digest(fold)).isEqualTo(digest(loop.plans()));
  }

  @Test
  void a_service_that_starts_too_small_is_raised_and_attains_its_objective() {
    var chat = TraceGenerator.conversation(7, HALF_AN_HOUR, 20);
    World world = new World(Scenarios.of(chat, 1, 1, List.of()), 7);
    new ClosedLoop(world, Duration.ofSeconds(5), LoopLog.NONE)
        .runUntil(Scenarios.START.plus(HALF_AN_HOUR));
    Score.Line line = world.score().of(Scenarios.CHAT);
    assertThat(line.resizes()).isPositive();
    assertThat(line.sloAttainment()).isGreaterThan(0.9);
    assertThat(world.appliedTwice()).isZero();
  }

  @Test
  void state_stays_within_four_kibibytes_a_workload_and_two_a_replica() {
    ClosedLoop loop = run(LoopLog.NONE, 8);
    EstimateStage stage = new EstimateStage();
    for (WorkloadState state : loop.estimates().aggregates().values()) {
      String learned = stage.codec().parts(state).getFirst();
      int own =
          stage.codec().encodeRoot(state).length + stage.codec().encodePart(state, learned).length;
      assertThat(own).isLessThan(WORKLOAD_BYTES);
      for (String replica :
          stage.codec().parts(state).subList(1, stage.codec().parts(state).size())) {
        assertThat(stage.codec().encodePart(state, replica).length).isLessThan(REPLICA_BYTES);
      }
    }
  }
}
