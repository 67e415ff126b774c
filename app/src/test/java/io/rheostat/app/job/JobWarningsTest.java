package io.rheostat.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.app.testing.SmallFleets;
import io.rheostat.app.testing.SmallJobs;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.HoldReason;
import io.rheostat.model.decision.Rationale;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.WidthGoodput;
import io.rheostat.model.fleet.Allocation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Warnings of a job with 720 samples to go at 0.1 a second on two devices of 1 $/h: it ends in two
/// hours, within 1.82 and 2.22, and costs 4 $ until then.
final class JobWarningsTest {
  private static JobStanding standing(double usdOnCompletion, long minutesToDeadline) {
    JobViews views =
        new JobViews(
            SmallFleets.of(
                SmallJobs.due(
                    "bert", usdOnCompletion, JobViews.NOW.plusSeconds(60 * minutesToDeadline))));
    views.decided(
        new Decision.Hold(
            "bert",
            "east",
            JobViews.NOW,
            Allocation.of("big", 2),
            HoldReason.BEST,
            Rationale.of("as it is")));
    WidthGoodput two = new WidthGoodput("big", 2, 0.1, 1);
    views.measured("bert", new Measure.Training(0, 280, 2, 1, false, List.of(two)));
    return JobStandings.of(views.view()).getFirst();
  }

  @ParameterizedTest
  @CsvSource({
    "134, ''",
    "133, may end after its deadline 2026-11-24T14:13:00Z",
    "110, may end after its deadline 2026-11-24T13:50:00Z",
    "109, ends after its deadline 2026-11-24T13:49:00Z"
  })
  void anEndAfterTheDeadlineIsSaid(long minutes, String sentence) {
    assertThat(standing(0, minutes).warnings())
        .isEqualTo(sentence.isEmpty() ? List.of() : List.of(sentence));
  }

  @Test
  void aJobThatCostsMoreThanItIsWorthIsReported() {
    assertThat(standing(4, 600).warnings()).isEmpty();
    assertThat(standing(3.99, 600).warnings())
        .containsExactly("is expected to cost 4.00 $ more, and its completion is worth 3.99 $");
  }

  @Test
  void warningsStandInTheJson() {
    assertThat(standing(3, 60).json().path("warnings")).hasSize(2);
    assertThat(standing(0, 600).json().has("warnings")).isFalse();
  }
}
