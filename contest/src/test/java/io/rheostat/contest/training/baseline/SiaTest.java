package io.rheostat.contest.training.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.contest.training.TinyJobs;
import io.rheostat.simulator.jobs.ClusterJob;
import io.rheostat.simulator.jobs.ClusterShape;
import io.rheostat.simulator.jobs.JobRules;
import io.rheostat.simulator.jobs.Submission;
import io.rheostat.simulator.jobs.table.Application;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Integer programme of Sia on a few devices, with costs by hand: 1 / √(goodput over that of the
/// smallest option), and 1.1 for a job without devices.
final class SiaTest {
  private static final ClusterShape FOUR = ClusterShape.parse("1x4:t4");
  private static final Application LINEAR = TinyJobs.application("linear", 1e6, 1, 2, 4);
  private static final Application FLAT = TinyJobs.application("flat", 1e6, 1, 1, 1);

  @ParameterizedTest
  @CsvSource({"1, 1", "4, 0.5", "2, 0.71", "1.2, 0.91", "1e-4, 100", "1e-8, 3000"})
  void theCostIsRoundedToTwoDigitsAndBounded(double scaled, double cost) {
    assertThat(Sia.cost(scaled)).isEqualTo(cost);
  }

  @Test
  void equalJobsShareTheDevices() {
    // 0.71 + 0.71 is below 0.5 + 1.1, and 1 + 0.71 above.
    assertThat(widths(TinyJobs.TRUE, job("a", LINEAR), job("b", LINEAR))).containsExactly(2, 2);
  }

  @Test
  void aJobThatDoesNotScaleWaitsWhereThatIsCheaper() {
    // 0.5 + 1.1 is below 0.71 + 1.
    assertThat(widths(TinyJobs.TRUE, job("a", LINEAR), job("b", FLAT))).containsExactly(4, 0);
  }

  @Test
  void jobsOfWhichNothingIsKnownStartOnOneDevice() {
    assertThat(widths(TinyJobs.OWN, job("a", LINEAR), job("b", LINEAR))).containsExactly(1, 1);
  }

  @Test
  void noJobGrowsBeyondTwiceTheMostItRan() {
    assertThat(widths(TinyJobs.OWN, List.of(job("a", LINEAR)), new int[][] {{1}}))
        .containsExactly(2);
  }

  @Test
  void aStartingJobKeepsItsDevices() {
    JobRules slow = new JobRules(TinyJobs.TRUE.knowledge(), false, Map.of(), 90, 0, 1, 1);
    List<Submission> jobs = List.of(job("a", LINEAR), job("b", LINEAR));
    int[][] start = {{1}, {0}};

    // Within its 90 s at the second decision; past them at the third: 0.71 + 0.71 again.
    assertThat(widths(slow, jobs, start)).containsExactly(1, 2);
    assertThat(widths(slow, jobs, start, start)).containsExactly(2, 2);
  }

  @Test
  void aChangeIsWeighedAgainstTheAgeAndTheRestarts() {
    Application some = TinyJobs.application("some", 1e6, 1, 1.2);
    List<Submission> jobs = List.of(job("a", some));
    int[][] one = {{1}};

    // At 120 s 1.2 · 120 / 150 = 0.96 is less than staying; at 240 s 1.2 · 240 / 270 = 1.07 more.
    assertThat(widths(TinyJobs.TRUE, jobs, one)).containsExactly(1);
    assertThat(widths(TinyJobs.TRUE, jobs, one, one, one)).containsExactly(2);
    // With a restart 1.2 · (240 − 30) / 270 = 0.93.
    assertThat(widths(TinyJobs.TRUE, jobs, one, new int[][] {{0}}, one)).containsExactly(1);
  }

  @Test
  void goodputsAreNormalisedOverAllTypes() {
    ClusterShape mixed = ClusterShape.parse("1x1:t4,1x1:fast");
    Application four = TinyJobs.application("four", Map.of("fast", 4.0), 1e6, 1, 2, 4);
    Application half = TinyJobs.application("half", Map.of("fast", 1.44), 1e6, 1, 2, 4);
    List<ClusterJob> jobs =
        TinyJobs.after(mixed, TinyJobs.TRUE, List.of(job("half", half), job("four", four)));

    // 1 + 0.5 is below 1 + 0.83.
    assertThat(new Sia().allocate(mixed, jobs)).isDeepEqualTo(new int[][] {{1, 0}, {0, 1}});
  }

  private static Submission job(String name, Application application) {
    return TinyJobs.job(name, application, 1);
  }

  private static List<Integer> widths(JobRules rules, Submission... jobs) {
    return widths(rules, List.of(jobs));
  }

  private static List<Integer> widths(JobRules rules, List<Submission> jobs, int[][]... decisions) {
    List<ClusterJob> seen = TinyJobs.after(FOUR, rules, jobs, decisions);
    return TinyJobs.widths(new Sia().allocate(FOUR, seen));
  }
}
