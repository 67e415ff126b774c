package io.rheostat.contest.training.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.contest.training.TinyJobs;
import io.rheostat.simulator.jobs.ClusterJob;
import io.rheostat.simulator.jobs.ClusterShape;
import io.rheostat.simulator.jobs.JobRules;
import io.rheostat.simulator.jobs.Submission;
import io.rheostat.simulator.jobs.table.Application;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Objective of Rheostat on a few devices, by hand and beside all choices of widths.
final class RheostatSchedulerTest {
  private static final ClusterShape FOUR = ClusterShape.parse("1x4:t4");
  private static final Application CONCAVE = TinyJobs.application("concave", 3_000, 1, 1.8, 3);

  @Test
  void aLoneJobTakesTheHighestGoodput() {
    Application peaked = TinyJobs.application("peaked", 3_000, 1, 2, 1.9);

    assertThat(widths(RheostatScheduler.PAID, TinyJobs.TRUE, job("a", CONCAVE))).containsExactly(4);
    assertThat(widths(RheostatScheduler.PAID, TinyJobs.TRUE, job("a", peaked))).containsExactly(2);
  }

  @ParameterizedTest
  @CsvSource({"0.2, 4", "0.3, 2", "0.5, 2", "0.7, 1"})
  void aPriceOnDevicesNarrowsAJob(double price, int width) {
    // Four devices are worth ln(3 / 1.8) = 0.51 more than two, two ln 1.8 = 0.59 more than one.
    RheostatScheduler priced = new RheostatScheduler(Map.of("t4", price));

    assertThat(widths(priced, TinyJobs.TRUE, job("a", CONCAVE))).containsExactly(width);
  }

  @Test
  void theCheaperOfTwoEqualTypesIsTaken() {
    ClusterShape mixed = ClusterShape.parse("1x1:t4,1x1:slow");
    Application single = TinyJobs.application("single", 3_000, 1);
    List<ClusterJob> jobs =
        TinyJobs.after(mixed, TinyJobs.TRUE, List.of(TinyJobs.job("a", single, 1)));

    assertThat(new RheostatScheduler(Map.of("t4", 0.2, "slow", 0.1)).allocate(mixed, jobs))
        .isDeepEqualTo(new int[][] {{0, 1}});
    assertThat(new RheostatScheduler(Map.of("t4", 0.1, "slow", 0.2)).allocate(mixed, jobs))
        .isDeepEqualTo(new int[][] {{1, 0}});
  }

  @Test
  void theShortJobIsServedBeforeTheLongOneOfTheSameKind() {
    Application brief = TinyJobs.application("brief", 300, 1, 1.8, 3);
    ClusterShape one = ClusterShape.parse("1x1:t4");
    List<Submission> jobs = List.of(job("long", CONCAVE), job("short", brief));

    int[][] rows = RheostatScheduler.PAID.allocate(one, TinyJobs.after(one, TinyJobs.TRUE, jobs));

    assertThat(rows).isDeepEqualTo(new int[][] {{0}, {1}});
  }

  @Test
  void aSmallGainIsNotWorthARestart() {
    Application flat = TinyJobs.application("flat", 1e6, 1, 1.1);
    Application steep = TinyJobs.application("steep", 1e6, 1, 1.2);
    int[][] one = {{1}};

    // A restart of 30 s keeps 270 / 300 of the speed: 1.1 · 0.9 is below 1, and 1.2 · 0.9 above.
    assertThat(after(TinyJobs.TRUE, List.of(job("a", flat)), one)).containsExactly(1);
    assertThat(after(TinyJobs.TRUE, List.of(job("a", steep)), one)).containsExactly(2);
  }

  @Test
  void aNewJobStartsOnOneDeviceAndDoublesFromWhatRan() {
    Application linear = TinyJobs.application("linear", 1e6, 1, 2, 4);
    List<Submission> jobs = List.of(job("a", linear));

    assertThat(after(TinyJobs.OWN, jobs)).containsExactly(1);
    assertThat(after(TinyJobs.OWN, jobs, new int[][] {{1}})).containsExactly(2);
    assertThat(after(TinyJobs.OWN, jobs, new int[][] {{2}})).containsExactly(4);
  }

  @Property(tries = 100)
  void noOtherChoiceOfWidthsIsWorthMore(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ClusterShape eight = ClusterShape.parse("2x4:t4");
    double price = random.nextDouble() < 0.5 ? 0 : 0.3 * random.nextDouble();
    List<double[]> goodputs = new ArrayList<>();
    double[] work = new double[3];
    List<Submission> jobs = new ArrayList<>();
    for (int j = 0; j < 3; j++) {
      double[] curve = new double[4];
      curve[0] = 1;
      for (int i = 1; i < 4; i++) {
        curve[i] = curve[i - 1] * (0.9 + 1.1 * random.nextDouble());
      }
      goodputs.add(curve);
      work[j] = 200 + 5_000 * random.nextDouble();
      jobs.add(job("job-" + j, TinyJobs.application("app-" + j, work[j], curve)));
    }

    List<ClusterJob> seen = TinyJobs.after(eight, TinyJobs.TRUE, jobs);
    List<Integer> chosen =
        TinyJobs.widths(new RheostatScheduler(Map.of("t4", price)).allocate(eight, seen));

    double best = Double.NEGATIVE_INFINITY;
    for (int code = 0; code < 125; code++) {
      int[] widths = {width(code % 5), width(code / 5 % 5), width(code / 25)};
      if (widths[0] + widths[1] + widths[2] <= 8) {
        best = Math.max(best, worth(goodputs, work, widths, price));
      }
    }
    int[] found = chosen.stream().mapToInt(k -> k).toArray();
    assertThat(worth(goodputs, work, found, price)).isCloseTo(best, within(1e-9));
  }

  private static int width(int option) {
    return option == 0 ? 0 : 1 << (option - 1);
  }

  /// Returns Σ (left / 600)^(−1/4) · (1 + ln(speed · kept + 0.001) − price · width). The fair share
  /// of eight devices among three jobs is two of them.
  private static double worth(List<double[]> goodputs, double[] work, int[] widths, double price) {
    double sum = 0;
    for (int j = 0; j < widths.length; j++) {
      double[] curve = goodputs.get(j);
      double left = Math.max(10, work[j] / curve[1]);
      double kept = Math.min(left, 180 + 3 * 30.0);
      double goodput = widths[j] == 0 ? 0 : curve[Integer.numberOfTrailingZeros(widths[j])];
      double speed = goodput / curve[1] * kept / (kept + 30);
      sum += Math.pow(left / 600, -0.25) * (1 + Math.log(speed + 1e-3) - price * widths[j]);
    }
    return sum;
  }

  private static Submission job(String name, Application application) {
    return TinyJobs.job(name, application, 1);
  }

  private static List<Integer> widths(
      RheostatScheduler scheduler, JobRules rules, Submission... jobs) {
    return TinyJobs.widths(scheduler.allocate(FOUR, TinyJobs.after(FOUR, rules, List.of(jobs))));
  }

  private static List<Integer> after(JobRules rules, List<Submission> jobs, int[][]... decisions) {
    List<ClusterJob> seen = TinyJobs.after(FOUR, rules, jobs, decisions);
    return TinyJobs.widths(RheostatScheduler.PAID.allocate(FOUR, seen));
  }
}
