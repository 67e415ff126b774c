package io.rheostat.app.recording.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Order;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.HoldReason;
import io.rheostat.model.decision.Rationale;
import io.rheostat.model.estimate.DemandEstimate;
import io.rheostat.model.estimate.DemandQuantiles;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Freshness;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.resource.Target;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Every kind of record has a cell for each column.
final class RecordRowsTest {
  private static final Instant AT = Instant.parse("2026-11-24T09:00:00Z");
  private static final Freshness FRESH =
      new Freshness(Duration.ofSeconds(3), 2, 1, false, List.of());

  private static @Nullable Object cell(CsvTable table, List<@Nullable Object> row, String column) {
    List<String> heads = table.columns().stream().map(CsvTable.Column::name).toList();
    assertThat(row).as(table.fileName()).hasSameSizeAs(heads);
    assertThat(heads).contains(column);
    return row.get(heads.indexOf(column));
  }

  private static List<@Nullable Object> estimate(Measure measure) {
    return RecordRows.of(new Estimate("chat", "pool", AT, FRESH, measure));
  }

  @Test
  void aReadingHasARowForEachSample() {
    Reading reading =
        new Reading(
            "chat",
            "chat-1",
            "h100",
            AT,
            List.of(
                new Sample.Scalar(Signal.REQUESTS_RUNNING, 7),
                new Sample.Bucket(Signal.TIME_TO_FIRST_TOKEN, 0.5, 40)));

    List<List<@Nullable Object>> rows = RecordRows.of(reading, AT.plusSeconds(1));

    assertThat(rows).hasSize(2);
    assertThat(cell(CsvTable.READINGS, rows.getFirst(), "value")).isEqualTo(7.0);
    assertThat(cell(CsvTable.READINGS, rows.getFirst(), "upperBound")).isNull();
    assertThat(cell(CsvTable.READINGS, rows.get(1), "upperBound")).isEqualTo(0.5);
    assertThat(cell(CsvTable.READINGS, rows.get(1), "kind")).isEqualTo("histogram");
  }

  @Test
  void estimatesOfEveryKindFillTheSameColumns() {
    DemandEstimate demand =
        new DemandEstimate(5, 6, 5.5, 0, List.of(DemandQuantiles.certain(40, 8)), 1000, 200);
    List<@Nullable Object> service =
        estimate(
            new Measure.Inference(
                demand,
                3,
                1,
                0.2,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of()));
    List<@Nullable Object> job =
        estimate(new Measure.Training(900, 5000, 4, 0.9, false, List.of()));

    assertThat(cell(CsvTable.ESTIMATES, service, "requestsPerSecond")).isEqualTo(5.5);
    assertThat(cell(CsvTable.ESTIMATES, service, "forecastP90")).isEqualTo(8.0);
    assertThat(cell(CsvTable.ESTIMATES, service, "progress")).isNull();
    assertThat(cell(CsvTable.ESTIMATES, job, "progress")).isEqualTo(5000.0);
    assertThat(cell(CsvTable.ESTIMATES, job, "requestsPerSecond")).isNull();
    assertThat(cell(CsvTable.ESTIMATES, estimate(new Measure.Profiled()), "liveReplicas"))
        .isEqualTo(2);
  }

  @Test
  void decisionsOfEveryKindFillTheSameColumns() {
    Rationale why = Rationale.of("observed");
    Allocation two = Allocation.of("h100", 2);
    Allocation three = Allocation.of("h100", 3);
    Generation generation = new Generation(1, 5);

    List<@Nullable Object> resize =
        RecordRows.of(new Decision.Resize("chat", "pool", AT, two, three, generation, why));
    List<@Nullable Object> hold =
        RecordRows.of(new Decision.Hold("chat", "pool", AT, two, HoldReason.FROZEN, why));
    List<@Nullable Object> request =
        RecordRows.of(
            new Decision.Request("chat", "pool", AT, Decision.Asked.FREEZE, "someone", true, why));

    assertThat(cell(CsvTable.DECISIONS, resize, "to")).isEqualTo("3 x h100");
    assertThat(cell(CsvTable.DECISIONS, resize, "kind")).isEqualTo("Resize");
    assertThat(cell(CsvTable.DECISIONS, hold, "reason")).isEqualTo(HoldReason.FROZEN);
    assertThat(cell(CsvTable.DECISIONS, request, "to")).isNull();
  }

  @Test
  void commandsHaveARowForEachOrderAndOutcomesOne() {
    Generation generation = new Generation(1, 5);
    Command command =
        new Command(
            "chat",
            "pool",
            generation,
            Allocation.of("h100", 3),
            List.of(new Order("h100", Target.OBSERVE, 3), new Order("l40s", Target.OBSERVE, 0)),
            AT,
            AT.plusSeconds(60));
    Outcome outcome =
        new Outcome("chat", "pool", generation, Outcome.Result.APPLIED, "", AT.plusSeconds(2));

    List<List<@Nullable Object>> rows = RecordRows.of(command);

    assertThat(rows).hasSize(2);
    assertThat(cell(CsvTable.COMMANDS, rows.get(1), "replicas")).isEqualTo(0);
    assertThat(cell(CsvTable.OUTCOMES, RecordRows.of(outcome), "result"))
        .isEqualTo(Outcome.Result.APPLIED);
  }
}
