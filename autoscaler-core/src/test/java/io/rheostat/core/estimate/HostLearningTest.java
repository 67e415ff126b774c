package io.rheostat.core.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.estimate.host.HostLearning;
import io.rheostat.core.host.HostUse;
import io.rheostat.core.stage.Given;
import io.rheostat.core.stage.Runner;
import io.rheostat.core.workload.WorkloadState;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.HostAdvice;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Advice out of the use of placements.
class HostLearningTest {
  private static final long HOUR = 3_600_000;

  private static SortedMap<String, HostUse> hosts(HostUse use) {
    return new TreeMap<>(Map.of("big", use));
  }

  @Test
  void adviceComesAfterTheFirstHour() {
    HostUse young = HostUse.begun(0, 0).observe(new HostUse.Look(100, 200, 0, 0, 0), 10);

    assertThat(HostLearning.advice(hosts(young))).isEmpty();
  }

  @Test
  void adviceSaysWhatWasUsedAndWhatIsNeeded() {
    HostUse use = HostUse.begun(0, 0);
    for (int hour = 1; hour <= 49; hour++) {
      use = use.observe(new HostUse.Look(100, 200, 0, 1000 + hour, 2000), hour * HOUR);
    }

    List<HostAdvice> advice = HostLearning.advice(hosts(use));

    assertThat(advice).hasSize(1);
    assertThat(advice.getFirst().placement()).isEqualTo("big");
    assertThat(advice.getFirst().usedMemoryBytes()).isEqualTo(100);
    assertThat(advice.getFirst().advisedMemoryBytes()).isCloseTo(112, within(1e-9));
    assertThat(advice.getFirst().usedDiskBytes()).isEqualTo(1049);
    assertThat(advice.getFirst().daysUntilFull().orElseThrow()).isCloseTo(951 / 24.0, within(1e-9));
  }

  @Test
  void samplesOfAKubeletReachTheEstimate() {
    Runner<WorkloadState, WorkloadEvent, EstimateEffect> runner = new Runner<>(new EstimateStage());
    Pages.fleet().forEach(event -> runner.accept(event, Given.START));
    List<Estimate> estimates = new ArrayList<>();
    for (int second = 10; second < 4 * 3600; second += 30) {
      runner.accept(
          new WorkloadEvent.Measured(
              new Reading(
                  "chat",
                  "r0",
                  "big",
                  Given.at(second),
                  List.of(
                      new Sample.Scalar(Signal.REQUESTS_RUNNING, 1),
                      new Sample.Scalar(Signal.HOST_MEMORY_USED, 4e10),
                      new Sample.Scalar(Signal.HOST_MEMORY_LIMIT, 6e10),
                      new Sample.Scalar(Signal.OOM_KILLS, 2),
                      new Sample.Scalar(Signal.DISK_USED, 1e11),
                      new Sample.Scalar(Signal.DISK_CAPACITY, 2e11)))),
          Given.at(second));
      for (EstimateEffect effect : runner.accept(new WorkloadEvent.Tick(), Given.at(second + 15))) {
        if (effect instanceof EstimateEffect.Estimated(Estimate estimate)
            && estimate.workload().equals("chat")) {
          estimates.add(estimate);
        }
      }
    }

    HostAdvice advice = estimates.getLast().hosts().getFirst();
    assertThat(advice.placement()).isEqualTo("big");
    assertThat(advice.usedMemoryBytes()).isEqualTo(4e10);
    assertThat(advice.advisedMemoryBytes()).isBetween(4.4e10, 5.1e10);
    assertThat(advice.usedDiskBytes()).isEqualTo(1e11);
    assertThat(advice.daysUntilFull()).isEmpty();
  }
}
