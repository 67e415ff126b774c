package io.rheostat.verification.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.verification.protocol.world.ProtocolVariant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SimulationTest {
  private static final int SEEDS = 150;
  private static final int MOST_TO_CATCH = 2_000;
  private static final int TRACE_LINES = 40;

  @Test
  void nothing_is_broken_in_some_hundred_faulty_worlds() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Simulation.Result result = Simulation.run(seed, ProtocolVariant.SOUND, TRACE_LINES);

      assertThat(result.violation()).as("seed %s: %s", seed, result.trace()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(PlantedBug.class)
  void a_planted_bug_is_found(PlantedBug bug) {
    boolean found = false;
    for (long seed = 1; seed <= MOST_TO_CATCH && !found; seed++) {
      found = Simulation.run(seed, bug, TRACE_LINES).violation().isPresent();
    }

    assertThat(found).isTrue();
  }

  @Test
  void a_seed_is_the_same_run_each_time() {
    Simulation.Result one = Simulation.run(7, ProtocolVariant.SOUND, 100_000);
    Simulation.Result again = Simulation.run(7, ProtocolVariant.SOUND, 100_000);

    assertThat(again).isEqualTo(one);
    assertThat(one.trace()).hasSizeGreaterThan(50);
  }
}
