package io.rheostat.contest.training.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.contest.training.baseline.FirstInFirstOut;
import io.rheostat.contest.training.baseline.Gavel;
import io.rheostat.contest.training.baseline.Optimus;
import io.rheostat.contest.training.baseline.Pollux;
import io.rheostat.contest.training.baseline.Sia;
import io.rheostat.contest.training.baseline.Tiresias;
import io.rheostat.contest.training.policy.RheostatScheduler;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Names and properties of the schedulers.
final class TrainingPolicyTest {
  @Test
  void namesAreThoseOfTheReport() {
    assertThat(TrainingPolicy.values())
        .extracting(TrainingPolicy::id)
        .containsExactlyInAnyOrder(
            "rheostat",
            "rheostat-minute",
            "pollux",
            "sia",
            "optimus",
            "tiresias",
            "gavel",
            "gavel-max-sum",
            "fifo",
            "static");
  }

  @Test
  void aNameIsReadAndAnUnknownOneIsNone() {
    assertThat(TrainingPolicy.of("gavel-max-sum")).contains(TrainingPolicy.GAVEL_MAX_SUM);
    assertThat(TrainingPolicy.of("GAVEL")).isEmpty();
    assertThat(TrainingPolicy.of("shockwave")).isEmpty();
  }

  @Test
  void eachSchedulerIsItsOwn() {
    Map<String, Double> prices = Map.of("t4", 0.02);

    assertThat(TrainingPolicy.RHEOSTAT.scheduler(1, prices))
        .isEqualTo(new RheostatScheduler(prices));
    assertThat(TrainingPolicy.RHEOSTAT_MINUTE.scheduler(1, prices))
        .isEqualTo(new RheostatScheduler(prices));
    assertThat(TrainingPolicy.POLLUX.scheduler(1, prices)).isInstanceOf(Pollux.class);
    assertThat(TrainingPolicy.SIA.scheduler(1, prices)).isInstanceOf(Sia.class);
    assertThat(TrainingPolicy.OPTIMUS.scheduler(1, prices)).isInstanceOf(Optimus.class);
    assertThat(TrainingPolicy.TIRESIAS.scheduler(1, prices)).isInstanceOf(Tiresias.class);
    assertThat(TrainingPolicy.GAVEL.scheduler(1, prices)).isInstanceOf(Gavel.class);
    assertThat(TrainingPolicy.GAVEL_MAX_SUM.scheduler(1, prices)).isInstanceOf(Gavel.class);
    assertThat(TrainingPolicy.FIFO.scheduler(1, prices)).isEqualTo(new FirstInFirstOut(false));
    assertThat(TrainingPolicy.STATIC.scheduler(1, prices)).isEqualTo(new FirstInFirstOut(true));
  }

  @Test
  void policiesThatChooseNoBatchRunAtTheSubmittedOne() {
    assertThat(Arrays.stream(TrainingPolicy.values()).filter(policy -> !policy.isBatchStatic()))
        .containsExactly(
            TrainingPolicy.RHEOSTAT,
            TrainingPolicy.RHEOSTAT_MINUTE,
            TrainingPolicy.POLLUX,
            TrainingPolicy.SIA);
  }

  @Test
  void severalTypesAreForThoseWhosePapersHaveThem() {
    assertThat(Arrays.stream(TrainingPolicy.values()).filter(TrainingPolicy::handlesTypes))
        .containsExactly(
            TrainingPolicy.RHEOSTAT,
            TrainingPolicy.RHEOSTAT_MINUTE,
            TrainingPolicy.SIA,
            TrainingPolicy.GAVEL,
            TrainingPolicy.GAVEL_MAX_SUM);
    assertThat(Arrays.stream(TrainingPolicy.values()).filter(TrainingPolicy::decidesOnEvents))
        .containsExactly(TrainingPolicy.RHEOSTAT);
  }
}
