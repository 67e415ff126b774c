package io.rheostat.core.plan.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.pool.PoolResources;
import io.rheostat.core.solve.Candidate;
import io.rheostat.core.stage.Given;
import io.rheostat.model.decision.Margin;
import io.rheostat.model.decision.Option;
import io.rheostat.model.fleet.Allocation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Margins among options on devices `big` and `small`.
final class MarginsTest {
  private static final PoolResources POOL =
      new PoolResources(
          "main",
          Given.catalogue(
              Given.pool("main", Map.of("big", 8, "small", 8)),
              Given.device("big", 4),
              Given.device("small", 1)));

  private static Candidate option(double score, int big, int small) {
    return new Candidate(
        new Option(Allocation.NONE, 0, 0, 0, 0, 0, 0, 0), score, new int[] {big, small});
  }

  private static Optional<Margin> margin(double usd, Map<String, Integer> devices) {
    return Optional.of(new Margin(new TreeMap<>(devices), usd));
  }

  private static Margins among(Candidate... options) {
    return new Margins(POOL, List.of(options));
  }

  @Test
  void theNearestOptionsCount() {
    Candidate chosen = option(10, 4, 0);
    Margins margins =
        among(option(0, 0, 0), option(7, 2, 0), option(9, 3, 0), chosen, option(12, 6, 0));

    assertThat(margins.last(chosen)).isEqualTo(margin(1, Map.of("big", 1)));
    assertThat(margins.next(chosen)).isEqualTo(margin(2, Map.of("big", 2)));
  }

  @Test
  void ofTwoStepsAsSmallTheBetterOneCounts() {
    Candidate chosen = option(10, 2, 2);
    Margins margins =
        among(option(4, 1, 2), option(6, 2, 1), chosen, option(11, 3, 2), option(10.5, 2, 3));

    assertThat(margins.last(chosen)).isEqualTo(margin(4, Map.of("small", 1)));
    assertThat(margins.next(chosen)).isEqualTo(margin(1, Map.of("big", 1)));
  }

  @Test
  void anOptionWithMoreOfOneTypeAndFewerOfAnotherIsNoStep() {
    Candidate chosen = option(10, 2, 2);
    Margins margins = among(option(9, 3, 0), option(8, 1, 6), option(7, 2, 2), chosen);

    assertThat(margins.last(chosen)).isEmpty();
    assertThat(margins.next(chosen)).isEmpty();
  }

  @Test
  void aStepMayTakeDevicesOfSeveralTypes() {
    Candidate chosen = option(3, 0, 0);
    Candidate both = option(8, 1, 2);

    assertThat(among(chosen, both).next(chosen)).isEqualTo(margin(5, Map.of("big", 1, "small", 2)));
    assertThat(among(chosen, both).last(both)).isEqualTo(margin(5, Map.of("big", 1, "small", 2)));
  }

  @Test
  void moreMayEarnLess() {
    Candidate chosen = option(3, 1, 0);

    assertThat(among(chosen, option(-1, 2, 0)).next(chosen))
        .isEqualTo(margin(-4, Map.of("big", 1)));
  }
}
