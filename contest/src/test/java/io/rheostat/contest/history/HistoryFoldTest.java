package io.rheostat.contest.history;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.estimate.EstimateStage;
import io.rheostat.core.stage.PartitionFold;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.simulator.truth.GroundTruth;
import io.rheostat.simulator.world.Score;
import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/// A history beside the world that wrote its log.
final class HistoryFoldTest {
  private static final RecordedHalfHour HOUR = new RecordedHalfHour(1);
  private static final ServiceHistory CHAT = requireNonNull(HOUR.history().services().get("chat"));

  @Test
  void itCoversTheSectionInWholeSlots() {
    assertThat(HOUR.history().from())
        .isEqualTo(RecordedHalfHour.START.plus(RecordedHalfHour.BEFORE));
    assertThat(HOUR.history().length()).isEqualTo(RecordedHalfHour.LENGTH);
    assertThat(CHAT.traffic().slots()).isEqualTo((int) RecordedHalfHour.LENGTH.toSeconds() / 10);
    assertThat(CHAT.traffic().unseen()).isZero();
  }

  @Test
  void requestsAreThoseThatArrived() {
    assertThat(CHAT.traffic().requests())
        .isCloseTo((double) HOUR.requests(), Percentage.withPercentage(1.5));
  }

  @Test
  void lengthsAreThoseOfTheRequests() {
    TrafficHistory.Tokens all = CHAT.traffic().tokens(0, Integer.MAX_VALUE);

    assertThat(all.prompt() / all.admitted())
        .isCloseTo(RecordedHalfHour.PROMPT, Percentage.withPercentage(4));
    assertThat(all.generated() / all.generating())
        .isCloseTo(RecordedHalfHour.ANSWER, Percentage.withPercentage(4));
  }

  @Test
  void deviceHoursAndDollarsAreThoseOfTheWorld() {
    Score.Line begun = HOUR.before().of("chat");
    Score.Line ended = HOUR.world().score().of("chat");

    assertThat(CHAT.replicas().deviceHours(CHAT.workload()))
        .isCloseTo(ended.deviceHours() - begun.deviceHours(), Percentage.withPercentage(1));
    assertThat(CHAT.replicas().usd(CHAT.workload(), HOUR.history().fleet().devices()))
        .isCloseTo(ended.costUsd() - begun.costUsd(), Percentage.withPercentage(1));
    assertThat(CHAT.replicas().resizes()).isEqualTo(ended.resizes() - begun.resizes());
  }

  @Test
  void latenciesCountTheFinishedRequests() {
    long finished =
        HOUR.world().score().of("chat").requests() - HOUR.before().of("chat").requests();

    assertThat(CHAT.firstToken().count())
        .isCloseTo((double) finished, Percentage.withPercentage(3));
    assertThat(CHAT.perToken().count()).isCloseTo((double) finished, Percentage.withPercentage(3));
  }

  @Test
  void enginesAreAsFastAsTheyAre() {
    var learned = requireNonNull(CHAT.engines().get("h100-sxm"));
    var truth = GroundTruth.LLAMA_8B_1_H100;

    // A batch of 20 with 24,000 cached tokens that reads 256 prompt tokens.
    assertThat(learned.iterationSeconds(20, 24_000, 256))
        .isCloseTo(truth.iterationSeconds(20, 24_000, 256), Percentage.withPercentage(15));
    assertThat(requireNonNull(CHAT.measured().get("h100-sxm"))).isPositive();
  }

  @Test
  void startUpsAreThoseThatTookPlace() {
    assertThat(requireNonNull(CHAT.replicas().startups().get("h100-sxm")))
        .isCloseTo(Duration.ofSeconds(40), Duration.ofSeconds(8));
  }

  @Test
  void aJobIsKnownByItsWorkAndItsSpeed() {
    JobHistory job = requireNonNull(HOUR.history().jobs().get("resnet50"));
    double begun = HOUR.before().of("resnet50").trainingProgress() * RecordedHalfHour.SAMPLES;

    assertThat(job.progressBefore()).isCloseTo(begun, Percentage.withPercentage(5));
    assertThat(requireNonNull(job.steps().get("l40s")).stepSeconds(1, 200))
        .isCloseTo(GroundTruth.RESNET50_L40S.stepSeconds(1, 200), Percentage.withPercentage(5));
    assertThat(job.truth().submittedAfter()).isZero();
  }

  @Test
  void whatCannotBeSimulatedIsLeftOutAndSaid() {
    assertThat(HOUR.history().leftOut()).containsExactly("notebook");
    assertThat(HOUR.history().remarks())
        .anyMatch(remark -> remark.startsWith("notebook is left out: "));
    assertThat(HOUR.history().fleet().workloads()).containsOnlyKeys("chat", "resnet50");
    assertThat(HOUR.history().known()).containsOnlyKeys("chat", "resnet50");
  }

  @Test
  void withoutATickNothingIsCovered() {
    HistoryFold fold = new HistoryFold(new PartitionFold<>(new EstimateStage(), _ -> true));
    fold.accept(new WorkloadEvent.Tick(), RecordedHalfHour.START, false);
    fold.end();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> FleetHistory.join(List.of(fold)))
        .withMessageContaining("Take a longer one");
  }

  @Test
  void quantilesAndSharesAreReadFromBuckets() {
    double[] bounds = {1, 2, 4, Double.POSITIVE_INFINITY};
    LatencyHistogram histogram =
        LatencyHistogram.EMPTY
            .plus(bounds, new double[] {10, 10, 0, 0})
            .plus(bounds, new double[] {0, 60, 20, 0});

    assertThat(histogram.count()).isEqualTo(100);
    assertThat(histogram.quantile(0.45)).isCloseTo(1.5, within(1e-12));
    assertThat(histogram.within(2)).isCloseTo(0.8, within(1e-12));
    assertThat(histogram.within(3)).isCloseTo(0.9, within(1e-12));
    assertThat(LatencyHistogram.EMPTY.within(1)).isEqualTo(1);
  }
}
