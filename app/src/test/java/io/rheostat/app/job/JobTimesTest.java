package io.rheostat.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rheostat.app.testing.SmallFleets;
import io.rheostat.app.testing.SmallJobs;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.HoldReason;
import io.rheostat.model.decision.Rationale;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.WidthGoodput;
import io.rheostat.model.fleet.Allocation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Expected starts and ends of training jobs of 1000 samples with 800 left.
final class JobTimesTest {
  private static final Allocation TWO = Allocation.of("big", 2);

  private final JobViews views =
      new JobViews(
          SmallFleets.of(
              SmallJobs.elastic("bert"),
              SmallJobs.elastic("gpt"),
              SmallJobs.elastic("llama"),
              SmallJobs.elastic("west", "west")));

  private static Measure.Training left(double samples, WidthGoodput... goodputs) {
    return new Measure.Training(0, 1000 - samples, 2, 1, false, List.of(goodputs));
  }

  private static WidthGoodput big(int width, double goodput, double confidence) {
    return new WidthGoodput("big", width, goodput, confidence);
  }

  private void holds(String job, Allocation held) {
    views.decided(
        new Decision.Hold(
            job, "east", JobViews.NOW, held, HoldReason.BEST, Rationale.of("as it is")));
  }

  private JobStanding standing(String job) {
    return JobStandings.of(views.view()).stream()
        .filter(one -> one.name().equals(job))
        .findFirst()
        .orElseThrow();
  }

  private static Optional<JobStanding.Span> span(long earliest, long latest) {
    return Optional.of(
        new JobStanding.Span(JobViews.NOW.plusSeconds(earliest), JobViews.NOW.plusSeconds(latest)));
  }

  /// 800 samples at 4 a second take 200 s; the error is 0.5 of a guess and 0.1 of a measurement.
  @ParameterizedTest
  @CsvSource({"0, 133, 400", "0.5, 154, 286", "1, 182, 222"})
  void theEndIsExpectedInAnIntervalAsWideAsTheConfidenceIsLow(
      double confidence, long earliest, long latest) {
    holds("bert", TWO);
    views.measured("bert", left(800, big(1, 9, 1), big(2, 4, confidence)));

    assertThat(standing("bert").finish()).isEqualTo(span(earliest, latest));
    assertThat(standing("bert").start()).isEmpty();
  }

  @Test
  void theEndOfAJobBeyondItsWorkIsNow() {
    holds("bert", TWO);
    views.measured("bert", left(-500, big(2, 4, 1)));

    assertThat(standing("bert").finish()).isEqualTo(span(0, 0));
  }

  @Test
  void theEndOfAJobWithoutDevicesIsThatAtItsBestGoodput() {
    holds("bert", Allocation.NONE);
    views.measured("bert", left(800, big(1, 4, 1), big(4, 8, 1), big(2, 6, 1)));

    // 100 s: 100 / 1.1 and 100 / 0.9
    assertThat(standing("bert").state()).isEqualTo(JobState.QUEUED);
    assertThat(standing("bert").finish()).isEqualTo(span(91, 111));
  }

  @Test
  void noEndIsExpectedWithoutAGoodputOfTheVeryDevices() {
    holds("bert", TWO);
    assertThat(standing("bert").finish()).as("not measured").isEmpty();

    views.measured("bert", left(800));
    assertThat(standing("bert").finish()).as("no goodput").isEmpty();

    views.measured("bert", left(800, big(1, 4, 1), new WidthGoodput("small", 2, 4, 1)));
    assertThat(standing("bert").finish()).as("other widths and placements").isEmpty();

    views.measured("bert", left(800, big(2, 0, 1)));
    assertThat(standing("bert").finish()).as("no progress").isEmpty();

    holds("bert", TWO.with("small", 1));
    views.measured("bert", left(800, big(2, 4, 1)));
    assertThat(standing("bert").finish()).as("on two placements").isEmpty();
  }

  @Test
  void anEndMoreThanAYearAwayIsNone() {
    holds("bert", TWO);
    double year = 365 * 86_400;
    views.measured("bert", left(800, big(2, 800 / (year + 60), 1)));
    assertThat(standing("bert").finish()).isEmpty();

    views.measured("bert", left(800, big(2, 800 / (year - 60), 1)));
    assertThat(standing("bert").finish()).isPresent();
  }

  @Test
  void anEndedJobHasNeitherAStartNorAnEnd() {
    views.declared(SmallFleets.of(SmallJobs.cancelled("bert"), SmallJobs.elastic("gpt")));
    holds("bert", Allocation.NONE);
    views.measured("bert", left(800, big(2, 4, 1)));
    holds("gpt", Allocation.NONE);
    views.measured("gpt", left(800, big(2, 4, 1)));
    views.observed("gpt", true, JobViews.ready("big", 0));

    assertThat(standing("bert").state()).isEqualTo(JobState.CANCELLED);
    assertThat(standing("gpt").state()).isEqualTo(JobState.COMPLETED);
    assertThat(JobStandings.of(views.view()))
        .allMatch(one -> one.start().isEmpty() && one.finish().isEmpty());
  }

  @Test
  void aQueuedJobStartsUntilTheLatestEndOfTheFirstRunningJobOfItsPool() {
    holds("bert", Allocation.NONE);
    holds("gpt", TWO);
    views.measured("gpt", left(800, big(2, 4, 1)));
    holds("llama", TWO);
    // 150 s with an error of 0.5 are 300 s at most: not the first, although it may be.
    views.measured("llama", left(600, big(2, 4, 0)));
    holds("west", TWO);
    views.measured("west", left(40, big(2, 4, 1)));

    assertThat(standing("bert").start()).isEqualTo(span(0, 222));
  }

  @Test
  void aQueuedJobHasNoExpectedStartWhenNoJobRunsInItsPool() {
    holds("bert", Allocation.NONE);
    views.measured("bert", left(800, big(2, 4, 1)));
    holds("gpt", Allocation.NONE);
    views.measured("gpt", left(800, big(2, 4, 1)));
    holds("west", TWO);
    views.measured("west", left(800, big(2, 4, 1)));

    assertThat(standing("bert").state()).isEqualTo(JobState.QUEUED);
    assertThat(standing("bert").start()).isEmpty();
  }

  @Test
  void aStandingIsJsonWithItsTimesAsFarAsTheyAreKnown() throws Exception {
    holds("bert", Allocation.NONE);
    views.measured("bert", left(800, big(2, 4, 0)));
    holds("gpt", TWO);
    views.measured("gpt", left(800, big(2, 4, 1)));

    ObjectMapper json = new ObjectMapper();
    assertThat(json.readTree(standing("bert").json().toString()))
        .isEqualTo(
            json.readTree(
                """
                {"name": "bert", "pool": "east", "state": "Queued", "allocation": "",
                 "progressShare": 0.2,
                 "reason": "other workloads of its pool are worth more on the devices",
                 "expectedStart":
                   {"earliest": "2026-11-24T12:00:00Z", "latest": "2026-11-24T12:03:42Z"},
                 "expectedFinish":
                   {"earliest": "2026-11-24T12:02:13Z", "latest": "2026-11-24T12:06:40Z"}}
                """));
    assertThat(standing("gpt").json().has("expectedStart")).isFalse();
  }
}
