package io.rheostat.simulator.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import io.rheostat.simulator.truth.GroundTruth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PageTest {
  @Test
  void vllmPageHasTheNamesOfTheServer() {
    String text = VllmPage.render(page());

    assertThat(text.lines())
        .contains(
            "# TYPE vllm:num_requests_running gauge",
            "vllm:num_requests_running{model_name=\"a \\\"b\\\"\"} 3.0",
            "vllm:request_success_total{finished_reason=\"stop\",model_name=\"a \\\"b\\\"\"} 7.0",
            "# TYPE vllm:time_to_first_token_seconds histogram",
            "vllm:time_to_first_token_seconds_bucket{le=\"0.001\",model_name=\"a \\\"b\\\"\"} 1.0",
            "vllm:time_to_first_token_seconds_bucket{le=\"+Inf\",model_name=\"a \\\"b\\\"\"} 7.0",
            "vllm:time_to_first_token_seconds_count{model_name=\"a \\\"b\\\"\"} 7.0")
        .anyMatch(line -> line.endsWith(" " + 0.1 / 3));
    assertThat(text).doesNotContain("DCGM");
  }

  @Test
  void dcgmLinesAddUpToTheReplica() {
    double memory = 0;
    double power = 0;
    for (String line : DcgmPage.render(page()).lines().toList()) {
      double value = line.startsWith("#") ? 0 : number(line);
      memory += line.startsWith("DCGM_FI_DEV_FB_USED") ? value * 1024 * 1024 : 0;
      power += line.startsWith("DCGM_FI_DEV_POWER_USAGE") ? value : 0;
      if (line.startsWith("DCGM_FI_DEV_GPU_UTIL")) {
        assertThat(line).contains("pod=\"chat-1\"");
        assertThat(value / 100).isEqualTo(scalar(Signal.DEVICE_UTILISATION));
      }
    }

    assertThat(memory).isEqualTo(scalar(Signal.DEVICE_MEMORY_USED));
    assertThat(power).isEqualTo(scalar(Signal.DEVICE_POWER));
  }

  @Test
  void trainingPageShowsOnlyTraining() {
    List<Sample> samples = List.of(new Sample.Scalar(Signal.SAMPLES, 1e9));
    ReplicaPage page = new ReplicaPage("job", "job-1", "h100", new TreeMap<>(), 1, samples);

    assertThat(PyTorchPage.render(page).lines())
        .contains("# TYPE training_samples_total counter", "training_samples_total 1.0E9");
    assertThat(PyTorchPage.render(page())).isEmpty();
  }

  @Test
  void readingIsTheSameSnapshot() {
    Reading reading = page().reading(Instant.EPOCH);

    assertThat(reading.samples()).isEqualTo(page().samples());
    assertThat(reading.replica()).isEqualTo("chat-1");
  }

  private static double number(String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
  }

  private static double scalar(Signal wanted) {
    for (Sample sample : page().samples()) {
      if (sample instanceof Sample.Scalar(Signal signal, _, double value) && signal == wanted) {
        return value;
      }
    }
    throw new AssertionError("no " + wanted);
  }

  private static ReplicaPage page() {
    List<Sample> samples = new ArrayList<>();
    samples.add(new Sample.Scalar(Signal.REQUESTS_RUNNING, 3));
    samples.add(new Sample.Scalar(Signal.KV_CACHE_USAGE, 0.1 / 3));
    samples.add(new Sample.Scalar(Signal.REQUESTS_FINISHED, 7));
    samples.add(new Sample.Bucket(Signal.TIME_TO_FIRST_TOKEN, 0.001, 1));
    samples.add(new Sample.Bucket(Signal.TIME_TO_FIRST_TOKEN, Double.POSITIVE_INFINITY, 7));
    samples.add(new Sample.Scalar(Signal.TIME_TO_FIRST_TOKEN_SUM, 2.5));
    samples.addAll(DeviceGauges.of(GroundTruth.H100_SXM, 3, 0.777));
    TreeMap<String, String> labels = new TreeMap<>();
    labels.put("model_name", "a \"b\"");
    return new ReplicaPage("chat", "chat-1", "h100", labels, 3, samples);
  }
}
