package io.rheostat.simulator.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.signal.Alert;
import io.rheostat.simulator.testing.Scenarios;
import io.rheostat.simulator.trace.Ramp;
import io.rheostat.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A steady load on both folds, with an alert that Alertmanager repeats each minute
/// (`repeat_interval: 1m`, as docs/how-to/alertmanager.md shows it) for half an hour.
final class AlertLoopTest {
  private static final Duration HOUR = Duration.ofMinutes(60);
  private static final int FIRST_MINUTE = 20;
  private static final int LAST_MINUTE = 50;
  private static final double RATE = 4;

  /// Ready replicas after each minute, and the share of requests within the objective.
  private record Run(List<Integer> ready, double attainment) {}

  private static Run run(boolean alerts) {
    List<Ramp.Phase> steady = List.of(new Ramp.Phase(RATE, HOUR));
    World world = new World(Scenarios.of(Ramp.poisson(steady).requests(3), 4, 1, List.of()), 3);
    ClosedLoop loop = new ClosedLoop(world, Duration.ofSeconds(5), LoopLog.NONE);
    Instant startsAt = Scenarios.START.plus(Duration.ofMinutes(FIRST_MINUTE));
    List<Integer> ready = new ArrayList<>();
    for (int minute = 0; minute < HOUR.toMinutes(); minute++) {
      if (alerts && minute >= FIRST_MINUTE && minute < LAST_MINUTE) {
        loop.alert(new Alert(Scenarios.CHAT, "LatencyHigh", true, startsAt, "f"));
      }
      loop.runUntil(world.now().plus(Duration.ofMinutes(1)));
      ready.add(
          world.observed(Scenarios.CHAT).placements().stream()
              .mapToInt(PlacementStatus::ready)
              .sum());
    }
    return new Run(ready, world.score().of(Scenarios.CHAT).sloAttainment());
  }

  @Test
  void aRepeatedAlertNeitherRatchetsUpNorDropsBelowTheNeedWhenItsHoldEnds() {
    Run calm = run(false);
    Run alerted = run(true);

    int before = alerted.ready().get(FIRST_MINUTE - 1);
    int least =
        calm.ready().subList(FIRST_MINUTE, 60).stream().mapToInt(r -> r).min().orElseThrow();
    assertThat(alerted.ready().subList(FIRST_MINUTE, 60))
        .as("calm %s, alerted %s", calm.ready(), alerted.ready())
        .allMatch(ready -> ready <= Math.ceil(1.25 * before))
        .allMatch(ready -> ready >= least);
    assertThat(alerted.ready().get(FIRST_MINUTE + 8)).isEqualTo((int) Math.ceil(1.25 * before));
    assertThat(alerted.attainment()).isGreaterThanOrEqualTo(calm.attainment() - 0.001);
  }
}
