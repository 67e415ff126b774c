package io.rheostat.ingest.matching;

import static io.rheostat.ingest.testing.Declared.labels;
import static io.rheostat.ingest.testing.Declared.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rheostat.config.settings.Configuration;
import io.rheostat.config.settings.SeriesRule;
import io.rheostat.config.settings.SignalPreset;
import io.rheostat.ingest.exposition.PageFormat;
import io.rheostat.ingest.exposition.series.Labels;
import io.rheostat.ingest.matching.sample.PageReadings;
import io.rheostat.ingest.matching.sample.PageTime;
import io.rheostat.ingest.matching.sample.SampleFate;
import io.rheostat.ingest.reject.Rejection;
import io.rheostat.ingest.reject.RejectionReason;
import io.rheostat.ingest.testing.Bench;
import io.rheostat.ingest.testing.Declared;
import io.rheostat.model.signal.Origin;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class SeriesMatcherTest {
  private static final Instant OBSERVED = Bench.START;
  private static final PageTime TIME = new PageTime(OBSERVED, OBSERVED.plusMillis(20));
  private static final Configuration CHAT =
      Declared.of(Declared.VLLM, workload("chat", labels("model_name", "m"), "l4x1"));

  @Test
  void seriesOfAWorkloadBecomeOneReadingOfItsReplica() throws Exception {
    PageReadings page =
        read(
            CHAT,
            """
            vllm:num_requests_waiting{model_name="m"} 3
            vllm:num_requests_running{model_name="m"} 7
            """);

    assertThat(page.readings())
        .containsExactly(
            new Reading(
                "chat",
                "10.0.0.1:8000",
                "l4x1",
                OBSERVED,
                List.of(
                    new Sample.Scalar(Signal.REQUESTS_RUNNING, 7),
                    new Sample.Scalar(Signal.REQUESTS_WAITING, 3))));
    assertThat(page.count(SampleFate.USED)).isEqualTo(2);
  }

  @Test
  void samplesComeInCanonicalOrderWhateverThePagesOrder() throws Exception {
    PageReadings page =
        read(
            CHAT,
            """
            vllm:time_to_first_token_seconds_bucket{model_name="m",le="+Inf"} 9
            vllm:time_to_first_token_seconds_bucket{model_name="m",le="10"} 8
            vllm:time_to_first_token_seconds_bucket{model_name="m",le="2.5"} 4
            vllm:kv_cache_usage_perc{model_name="m"} 0.5
            vllm:num_requests_running{model_name="m"} 7
            """);

    assertThat(page.readings().getFirst().samples())
        .containsExactly(
            new Sample.Scalar(Signal.REQUESTS_RUNNING, 7),
            new Sample.Scalar(Signal.KV_CACHE_USAGE, 0.5),
            new Sample.Bucket(Signal.TIME_TO_FIRST_TOKEN, 2.5, 4),
            new Sample.Bucket(Signal.TIME_TO_FIRST_TOKEN, 10, 8),
            new Sample.Bucket(Signal.TIME_TO_FIRST_TOKEN, Double.POSITIVE_INFINITY, 9));
  }

  @Test
  void seriesOfOneReplicaAreToldApartByTheLabelsInWhichTheyDiffer() throws Exception {
    PageReadings page =
        read(
            CHAT,
            """
            vllm:num_requests_running{model_name="m",engine="0"} 1
            vllm:num_requests_running{model_name="m",engine="1"} 5
            """);

    List<Sample> samples = page.readings().getFirst().samples();
    assertThat(samples)
        .extracting(Sample::signal)
        .containsExactly(Signal.REQUESTS_RUNNING, Signal.REQUESTS_RUNNING);
    assertThat(samples).extracting(Sample::origin).doesNotHaveDuplicates();
  }

  @Test
  void aLabelThatSomeSenderAddedMakesNoOtherSeries() throws Exception {
    String series = "vllm:num_requests_running{model_name=\"m\",engine=\"0\"";

    PageReadings bare = read(CHAT, series + "} 1\n");
    PageReadings added = read(CHAT, series + ",job=\"x\",container=\"y\"} 1\n");

    assertThat(added.readings()).isEqualTo(bare.readings());
  }

  @Test
  void twoSeriesThatGiveOneSampleAreCountedAndToldOf() throws Exception {
    PageReadings page =
        read(
            CHAT,
            """
            vllm:num_requests_running{model_name="m",rank="0"} 1
            vllm:num_requests_running{model_name="m",rank="1"} 5
            """);

    assertThat(page.count(SampleFate.DUPLICATE)).isEqualTo(1);
    assertThat(page.rejections().getFirst().detail()).contains("seriesLabels");
  }

  @Test
  void theFirstRuleThatIsOnThePageWins() throws Exception {
    Origin less = new Origin(1, 0, Origin.Temporality.CUMULATIVE);
    String oldName = "vllm:gpu_cache_usage_perc{model_name=\"m\"} 0.1\n";
    String newName = "vllm:kv_cache_usage_perc{model_name=\"m\"} 0.2\n";

    assertThat(read(CHAT, oldName + newName).readings().getFirst().samples())
        .containsExactly(new Sample.Scalar(Signal.KV_CACHE_USAGE, 0.2));
    assertThat(read(CHAT, oldName).readings().getFirst().samples())
        .containsExactly(new Sample.Scalar(Signal.KV_CACHE_USAGE, less, 0.1));
  }

  @Test
  void unusableValuesAreDroppedAndCounted() throws Exception {
    PageReadings page =
        read(
            CHAT,
            """
            vllm:num_requests_running{model_name="m",engine="0"} NaN
            vllm:num_requests_running{model_name="m"} 4
            vllm:num_requests_waiting{model_name="m"} +Inf
            vllm:kv_cache_usage_perc{model_name="m"} 9223372036854775794
            vllm:time_to_first_token_seconds_bucket{model_name="m",le="1"} -1
            """);

    assertThat(page.count(SampleFate.NOT_FINITE)).isEqualTo(4);
    assertThat(page.readings().getFirst().samples())
        .containsExactly(new Sample.Scalar(Signal.REQUESTS_RUNNING, 4));
  }

  @Test
  void scaleMultipliesValuesAndTheBoundsOfBuckets() throws Exception {
    SignalPreset millis =
        new SignalPreset(
            "vllm",
            List.of("instance"),
            List.of(),
            List.of(),
            List.of(),
            List.of(
                new SeriesRule("util", Signal.DEVICE_UTILISATION, labels(), 0.01),
                new SeriesRule("ttft", Signal.TIME_TO_FIRST_TOKEN, labels(), 0.001)));
    Configuration chat = Declared.of(millis, workload("chat", labels(), "l4x1"));

    PageReadings page =
        read(chat, "util 50\nttft_bucket{le=\"500\"} 3\nttft_bucket{le=\"+Inf\"} 4\n");

    assertThat(page.readings().getFirst().samples())
        .containsExactly(
            new Sample.Scalar(Signal.DEVICE_UTILISATION, 0.5),
            new Sample.Bucket(Signal.TIME_TO_FIRST_TOKEN, 0.5, 3),
            new Sample.Bucket(Signal.TIME_TO_FIRST_TOKEN, Double.POSITIVE_INFINITY, 4));
  }

  @Test
  void aRuleReadsOnlySeriesWithItsLabels() throws Exception {
    SignalPreset triton =
        new SignalPreset(
            "vllm",
            List.of("instance"),
            List.of(),
            List.of(),
            List.of(),
            List.of(
                new SeriesRule(
                    "nv_trt_llm_request_metrics",
                    Signal.REQUESTS_WAITING,
                    labels("request_type", "waiting"),
                    1)));
    Configuration chat = Declared.of(triton, workload("chat", labels(), "l4x1"));

    PageReadings page =
        read(
            chat,
            """
            nv_trt_llm_request_metrics{request_type="waiting"} 2
            nv_trt_llm_request_metrics{request_type="active"} 9
            """);

    assertThat(page.readings().getFirst().samples())
        .containsExactly(new Sample.Scalar(Signal.REQUESTS_WAITING, 2));
    assertThat(page.count(SampleFate.UNCLAIMED)).isEqualTo(1);
  }

  @Test
  void targetLabelsWinAndTheSeriesOwnIsExported() throws Exception {
    Configuration chat =
        Declared.of(
            Declared.VLLM,
            workload(
                "chat", labels("instance", "10.0.0.1:8000", "exported_instance", "own"), "l4x1"));

    PageReadings page = read(chat, "vllm:num_requests_running{instance=\"own\"} 1\n");

    assertThat(page.readings()).extracting(Reading::replica).containsExactly("10.0.0.1:8000");
  }

  @Test
  void theFirstReplicaLabelThatIsThereNamesTheReplica() throws Exception {
    PageReadings page =
        read(
            CHAT,
            """
            vllm:num_requests_running{model_name="m",pod="b"} 1
            vllm:num_requests_running{model_name="m",pod="a"} 2
            """);

    assertThat(page.readings()).extracting(Reading::replica).containsExactly("a", "b");
  }

  @Test
  void theFirstPlacementLabelThatIsThereNamesThePlacement() throws Exception {
    Configuration two =
        Declared.of(Declared.VLLM, workload("chat", labels("model_name", "m"), "l4x1", "h100x1"));

    PageReadings page =
        read(
            two,
            """
            vllm:num_requests_running{model_name="m",pod="a",rheostat_placement="h100x1"} 1
            vllm:num_requests_running{model_name="m",pod="b"} 1
            vllm:num_requests_running{model_name="m",pod="c",rheostat_placement="a100"} 1
            """);

    assertThat(page.readings()).extracting(Reading::placement).containsExactly("h100x1");
    assertThat(page.count(SampleFate.UNMATCHED)).isEqualTo(2);
    assertThat(page.rejections())
        .extracting(Rejection::detail)
        .containsExactly(
            "vllm:num_requests_running of workload chat has none of the placement labels"
                + " [rheostat_placement].",
            "vllm:num_requests_running of workload chat names placement a100, which is not"
                + " declared.");
  }

  @Test
  void aSeriesOfTwoWorkloadsIsNotUsed() throws Exception {
    Configuration overlapping =
        Declared.of(
            Declared.VLLM,
            workload("chat", labels("model_name", "m"), "l4x1"),
            workload("other", labels("namespace", "n"), "l4x1"));

    PageReadings page =
        read(
            overlapping,
            """
            vllm:num_requests_running{model_name="m",namespace="n"} 1
            vllm:num_requests_waiting{model_name="m"} 2
            """);

    assertThat(page.count(SampleFate.AMBIGUOUS)).isEqualTo(1);
    assertThat(page.rejections())
        .extracting(Rejection::reason)
        .containsExactly(RejectionReason.AMBIGUOUS);
    assertThat(page.readings().getFirst().samples())
        .containsExactly(new Sample.Scalar(Signal.REQUESTS_WAITING, 2));
  }

  @Test
  void seriesThatAreNobodysAreCountedAndNotRejected() throws Exception {
    PageReadings page =
        read(CHAT, "go_goroutines 8\nvllm:num_requests_running{model_name=\"another\"} 1\n");

    assertThat(page.readings()).isEmpty();
    assertThat(page.rejections()).isEmpty();
    assertThat(page.count(SampleFate.UNREAD)).isEqualTo(1);
    assertThat(page.count(SampleFate.UNCLAIMED)).isEqualTo(1);
  }

  @Test
  void aPresetThatIsNotDeclaredIsRefused() {
    Configuration without = new Configuration(CHAT.fleet(), new TreeMap<>(), List.of());

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new SeriesMatcher(without))
        .withMessageContaining("vllm");
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
