package io.rheostat.ingest.matching;

import static io.rheostat.ingest.testing.Declared.labels;
import static io.rheostat.ingest.testing.Declared.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rheostat.config.settings.Configuration;
import io.rheostat.ingest.exposition.PageFormat;
import io.rheostat.ingest.exposition.series.Labels;
import io.rheostat.ingest.exposition.series.MalformedPageException;
import io.rheostat.ingest.matching.sample.PageReadings;
import io.rheostat.ingest.matching.sample.PageTime;
import io.rheostat.ingest.matching.sample.SampleFate;
import io.rheostat.ingest.testing.Bench;
import io.rheostat.ingest.testing.Declared;
import io.rheostat.ingest.testing.SharedData;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.ReplicaGone;
import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class TargetReadingsTest {
  private static final Instant OBSERVED = Bench.START;
  private static final PageTime TIME = new PageTime(OBSERVED, OBSERVED.plusMillis(20));
  private static final Configuration CHAT =
      Declared.of(Declared.VLLM, workload("chat", labels("model_name", "m"), "l4x1"));

  @Test
  void samplesWithTimesOfTheirOwnBecomeReadingsOfThoseTimes() throws Exception {
    long now = OBSERVED.toEpochMilli();
    String metric = "vllm:num_requests_running{model_name=\"m\",engine=\"%d\"} 1 %d\n";
    String page =
        metric.formatted(0, now - 5_000)
            + metric.formatted(1, now - 6_000)
            + metric.formatted(2, now + 60_000)
            + metric.formatted(3, now - 7_200_000)
            + "vllm:num_requests_waiting{model_name=\"m\"} 1\n";

    PageReadings result = read(CHAT, page);

    assertThat(result.readings())
        .extracting(Reading::observedAt)
        .containsExactly(OBSERVED.minusMillis(6_000), OBSERVED.minusMillis(5_000), OBSERVED);
    assertThat(result.count(SampleFate.FUTURE)).isEqualTo(1);
    assertThat(result.count(SampleFate.LATE)).isEqualTo(1);
  }

  @Test
  void aMalformedPageLeavesNothingBehind() throws Exception {
    TargetReadings target = target(CHAT);
    String good = "vllm:num_requests_running{model_name=\"m\"} 1\n";
    assertThatExceptionOfType(MalformedPageException.class)
        .isThrownBy(() -> target.read(bytes(good + "broken\n"), PageFormat.TEXT, TIME));

    PageReadings next = target.read(bytes(good), PageFormat.TEXT, TIME);

    assertThat(next.readings().getFirst().samples())
        .containsExactly(new Sample.Scalar(Signal.REQUESTS_RUNNING, 1));
  }

  @Test
  void replicasThatChurnAreForgotten() throws Exception {
    TargetReadings target = target(CHAT);
    for (int page = 0; page < 2000; page++) {
      String text = "vllm:num_requests_running{model_name=\"m\",pod=\"p" + page + "\"} 1\n";
      assertThat(target.read(bytes(text), PageFormat.TEXT, TIME).readings()).hasSize(1);
    }

    assertThat(target.replicas()).hasSizeLessThan(700).contains(new ReplicaGone("chat", "p1999"));
  }

  @Test
  void aReplicaThatComesBackAfterLongIsReadAgain() throws Exception {
    TargetReadings target = target(CHAT);
    String first = "vllm:num_requests_running{model_name=\"m\",pod=\"first\"} 1\n";
    target.read(bytes(first), PageFormat.TEXT, TIME);
    for (int page = 0; page < 1000; page++) {
      target.read(bytes(""), PageFormat.TEXT, TIME);
    }

    assertThat(target.read(bytes(first), PageFormat.TEXT, TIME).readings()).hasSize(1);
  }

  @Test
  void theRealVllmPageIsOneReading() throws Exception {
    Configuration real =
        Declared.of(
            Declared.VLLM, workload("chat", labels("model_name", "facebook/opt-125m"), "l4x1"));
    byte[] page =
        Files.readAllBytes(SharedData.path("exposition/datadog-fixtures/vllm_metrics.txt"));

    PageReadings result = target(real).read(page, PageFormat.TEXT, TIME);

    assertThat(result.readings()).hasSize(1);
    assertThat(result.readings().getFirst().samples())
        .extracting(Sample::signal)
        .contains(Signal.REQUESTS_RUNNING, Signal.KV_CACHE_USAGE, Signal.TIME_TO_FIRST_TOKEN);
  }

  private static TargetReadings target(Configuration configuration) {
    Labels labels = new Labels(labels("instance", "10.0.0.1:8000", "job", "engines"));
    return new SeriesMatcher(configuration).target(labels);
  }

  private static PageReadings read(Configuration configuration, String page) throws Exception {
    return target(configuration).read(bytes(page), PageFormat.TEXT, TIME);
  }

  private static byte[] bytes(String page) {
    return page.getBytes(StandardCharsets.UTF_8);
  }
}
