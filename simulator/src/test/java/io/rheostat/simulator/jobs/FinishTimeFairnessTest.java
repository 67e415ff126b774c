package io.rheostat.simulator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Finish-time fairness of runs reckoned by hand: alone, the 205 iterations of [Toy] take 102.5 s
/// on one device and 82 s on two, after a delay of 30 s.
final class FinishTimeFairnessTest {
  private static List<Double> fairness(String cluster, double... submissions) {
    JobScore score =
        ClusterWorld.run(
            ClusterShape.parse(cluster),
            Arrays.stream(submissions)
                .mapToObj(at -> Toy.submission("at " + at, at, Toy.application()))
                .toList(),
            Toy.rules(),
            (shape, jobs) -> {
              int[][] rows = new int[jobs.size()][shape.nodes().size()];
              int left = shape.nodes().getFirst().devices();
              for (int j = 0; j < rows.length && left > 0; j++, left--) {
                rows[j][0] = 1;
              }
              return rows;
            });
    return score.jobs().stream().map(JobScore.Finished::fairness).toList();
  }

  /// Its share is the whole cluster, of which it may use two devices: 112 s. On one it took 187 s.
  @Test
  void aJobAloneIsMeasuredAgainstTheWholeCluster() {
    assertThat(fairness("3x2:t4", 5).getFirst()).isCloseTo(187.0 / 112, within(1e-9));
  }

  /// Both end at 192, alone each would have one device: 132.5 s.
  @Test
  void twoJobsAtOnceAreMeasuredAgainstHalfOfTheCluster() {
    assertThat(fairness("1x2:t4", 0, 0))
        .allSatisfy(each -> assertThat(each).isCloseTo(192 / 132.5, within(1e-9)));
  }

  /// One ends at 192, the other waits for it and ends at 372. Half a device trains half as fast;
  /// the second job shared its life with 564 / 372 jobs.
  @Test
  void lessThanADeviceTakesLongerInProportion() {
    List<Double> both = fairness("1x1:t4", 0, 0);

    assertThat(both.getFirst()).isCloseTo(192.0 / (30 + 2 * 102.5), within(1e-9));
    assertThat(both.getLast()).isCloseTo(372 / (30 + 102.5 * 564 / 372), within(1e-9));
  }

  /// The second job runs from 180 to 312. In 192 s from 0 the first has a company of 42 s, in 162 s
  /// from 150 the second likewise: more than half of two devices each, and fewer than two.
  @Test
  void onlyTheTimeTogetherCounts() {
    List<Double> both = fairness("1x2:t4", 0, 150);

    assertThat(both.getFirst()).isCloseTo(192 / 132.5, within(1e-9));
    assertThat(both.getLast()).isCloseTo(162 / 132.5, within(1e-9));
  }

  @Test
  void jobsThatNeverMeetDoNotShare() {
    assertThat(fairness("1x2:t4", 0, 600))
        .allSatisfy(each -> assertThat(each).isGreaterThan(1))
        .first()
        .satisfies(first -> assertThat(first).isCloseTo(192.0 / 112, within(1e-9)));
  }
}
