package io.rheostat.contest.training.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rheostat.contest.training.report.TrainingRow.Figures;
import io.rheostat.contest.training.report.TrainingRow.Run;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Ratios, JSON and drift of a few rows.
final class TrainingRowsTest {
  private static final TrainingRow FIRST = row("w1", "P", "pollux", 1, "own", 1_000);
  private static final TrainingRow SECOND = row("w1", "P", "pollux", 2, "own", 3_000);
  private static final TrainingRow SHARED = row("w1", "P", "pollux", 1, "shared", 500);
  private static final TrainingRow OURS = row("w1", "P", "rheostat", 1, "shared", 1_500);
  private static final TrainingRow WRONG = row("w1", "P-work-x2.0", "rheostat", 1, "own", 4_000);
  private static final TrainingRow DELAYED = row("w1", "P-delays", "rheostat", 1, "own", 900);
  private static final TrainingRow DELAYS = row("w1", "P-delays", "pollux", 1, "own", 600);
  private static final TrainingRow SIA = row("w1", "M", "sia", 1, "own", 800);
  private static final TrainingRow MIXED = row("w1", "M", "rheostat", 1, "shared", 600);
  private static final TrainingRow OTHER = row("w2", "P", "rheostat", 1, "own", 700);

  private static final TrainingRows ROWS =
      new TrainingRows(
          List.of(FIRST, SECOND, SHARED, OURS, WRONG, DELAYED, DELAYS, SIA, MIXED, OTHER),
          Map.of("pollux w1", 2_089.0, "rheostat w2", 650.0));

  @Test
  void ratiosAreToTheMeanOfPolluxsSeedsOnTheSameJobs() {
    assertThat(ROWS.ratio(OURS, Figures::meanJct)).hasValue(0.75);
    assertThat(ROWS.ratio(FIRST, Figures::meanJct)).hasValue(0.5);
    assertThat(ROWS.ratio(SHARED, Figures::meanJct)).hasValue(0.25);
    assertThat(ROWS.ratio(OURS, Figures::makespan)).hasValue(0.75);
    assertThat(ROWS.ratio(OTHER, Figures::meanJct)).isEmpty();
  }

  @Test
  void ratiosAreWithinTheWorldWhereItHasPollux() {
    assertThat(ROWS.ratio(DELAYED, Figures::meanJct)).hasValue(1.5);
    assertThat(ROWS.ratio(WRONG, Figures::meanJct)).hasValue(2);
    assertThat(ROWS.ratio(MIXED, Figures::meanJct)).hasValue(0.75);
  }

  @Test
  void publishedMeansAreForWorldPAlone() {
    assertThat(ROWS.published(FIRST)).hasValue(2_089);
    assertThat(ROWS.published(OTHER)).hasValue(650);
    assertThat(ROWS.published(DELAYS)).isEmpty();
    assertThat(ROWS.published(OURS)).isEmpty();
  }

  @Test
  void theFieldsOfTheJsonAreThoseOfTheIssue() throws IOException {
    JsonNode json = new ObjectMapper().readTree(ROWS.json());

    assertThat(json).hasSize(10);
    assertThat(json.get(3).fieldNames())
        .toIterable()
        .contains(
            "workload",
            "world",
            "policy",
            "seed",
            "knowledge",
            "meanJctSeconds",
            "medianJctSeconds",
            "p99JctSeconds",
            "makespanSeconds",
            "restartsPerJob",
            "deviceHours",
            "costUsd",
            "worstFinishTimeFairness",
            "meanJctRatioToPollux",
            "publishedMeanJctSeconds");
  }

  @Test
  void eachFieldHasItsFigure() throws IOException {
    JsonNode json = new ObjectMapper().readTree(ROWS.json());

    JsonNode first = json.get(0);
    assertThat(first.get("workload").asText()).isEqualTo("w1");
    assertThat(first.get("world").asText()).isEqualTo("P");
    assertThat(first.get("policy").asText()).isEqualTo("pollux");
    assertThat(json.get(1).get("seed").asLong()).isEqualTo(2);
    assertThat(first.get("knowledge").asText()).isEqualTo("own");
    assertThat(first.get("meanJctSeconds").asDouble()).isEqualTo(1_000);
    assertThat(first.get("medianJctSeconds").asDouble()).isEqualTo(500);
    assertThat(first.get("p99JctSeconds").asDouble()).isEqualTo(4_000);
    assertThat(first.get("makespanSeconds").asDouble()).isEqualTo(5_000);
    assertThat(first.get("restartsPerJob").asDouble()).isEqualTo(3.5);
    assertThat(first.get("deviceHours").asDouble()).isEqualTo(972);
    assertThat(first.get("costUsd").asDouble()).isEqualTo(952.56);
    assertThat(first.get("worstFinishTimeFairness").asDouble()).isEqualTo(2.5);
    assertThat(first.get("meanJctRatioToPollux").asDouble()).isEqualTo(0.5);
    assertThat(first.get("publishedMeanJctSeconds").asDouble()).isEqualTo(2_089);
  }

  @Test
  void aRatioOrPublishedMeanThatIsNotThereIsNull() throws IOException {
    JsonNode json = new ObjectMapper().readTree(ROWS.json());

    assertThat(json.get(3).get("publishedMeanJctSeconds").isNull()).isTrue();
    assertThat(json.get(3).get("meanJctRatioToSia").isNull()).isTrue();
    assertThat(json.get(8).get("meanJctRatioToPollux").isNull()).isTrue();
    assertThat(json.get(8).get("meanJctRatioToSia").asDouble()).isCloseTo(0.75, within(1e-12));
    assertThat(json.get(9).get("meanJctRatioToPollux").isNull()).isTrue();
  }

  @Test
  void rowsAreReadAsTheyWereWritten() throws IOException {
    TrainingRows read = TrainingRows.read(ROWS.json());

    assertThat(read.rows()).isEqualTo(ROWS.rows());
    assertThat(read.published()).isEmpty();
  }

  @Test
  void equalRowsDoNotDriftWhateverTheCommittedOnesHaveBeside() {
    TrainingRows part = new TrainingRows(List.of(OURS, FIRST), Map.of());

    assertThat(part.drifted(ROWS)).isEmpty();
  }

  @Test
  void rowsThatAreNewOrStateOtherFiguresDrift() {
    TrainingRow changed = row("w1", "P", "rheostat", 1, "shared", 1_500.000_001);
    TrainingRow added = row("w1", "P", "rheostat", 2, "shared", 1_500);
    TrainingRows now = new TrainingRows(List.of(FIRST, changed, added), Map.of());

    assertThat(now.drifted(ROWS))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith(OURS.run() + ": ")
                    .contains("meanJct=1500.0,", " -> ", "meanJct=1500.000001,"),
            line -> assertThat(line).isEqualTo(added.run() + ": not in the committed report"));
  }

  @Test
  void aQuantileAloneDrifts() {
    TrainingRow changed =
        new TrainingRow(
            OURS.run(), OURS.figures(), OURS.meanByApplication(), List.of(0.0, 500.0, 5_001.0));

    assertThat(new TrainingRows(List.of(changed), Map.of()).drifted(ROWS)).hasSize(1);
  }

  private static TrainingRow row(
      String workload, String world, String policy, long seed, String knowledge, double mean) {
    return new TrainingRow(
        new Run(workload, world, policy, seed, knowledge, 0),
        new Figures(mean, mean / 2, 4 * mean, 5 * mean, 3.5, 972, 952.56, 2.5),
        new TreeMap<>(Map.of("bert", mean, "ncf", 2 * mean)),
        List.of(0.0, mean / 2, 5 * mean));
  }
}
