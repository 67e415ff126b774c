package io.rheostat.benchmarks.ingest.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class RheostatCountsTest {
  @Test
  void readsSamplesByFateReadingsAndTheStepsOfTheEstimateStage() {
    String page =
        """
        # TYPE rheostat_ingest_readings counter
        rheostat_ingest_readings_total 40.0
        rheostat_ingest_samples_total{fate="used"} 2200.0
        rheostat_ingest_samples_total{fate="too_many_times"} 3.0
        rheostat_stage_step_seconds_count{stage="estimate"} 44
        rheostat_stage_step_seconds_count{stage="plan"} 9
        jvm_memory_used_bytes{area="heap",id="G1 Eden Space"} 1.0E8
        """;

    assertThat(RheostatCounts.read(page))
        .isEqualTo(
            Map.of(
                "readings",
                40.0,
                "samplesUsed",
                2200.0,
                "samplesTooManyTimes",
                3.0,
                "estimateSteps",
                44.0));
  }
}
