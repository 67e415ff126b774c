package io.rheostat.simulator.page;

import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import java.util.Map;

/// The metrics page of a vLLM server (names of v0.26, `vllm/v1/metrics/loggers.py`).
public final class VllmPage {
  private VllmPage() {}

  /// Returns the page as text; empty for a replica without an inference engine.
  public static String render(ReplicaPage page) {
    Exposition text = new Exposition(page.labels());
    double last = 0;
    for (Sample sample : page.samples()) {
      switch (sample) {
        case Sample.Scalar(Signal signal, _, double value) -> scalar(text, signal, value, last);
        case Sample.Bucket(Signal signal, _, double bound, double count) -> {
          bucket(text, signal, bound, count);
          last = count;
        }
      }
    }
    return text.text();
  }

  /// @param buckets the last bucket before this value: the count of the sum's histogram
  private static void scalar(Exposition text, Signal signal, double value, double buckets) {
    switch (signal) {
      case REQUESTS_RUNNING ->
          gauge(text, "vllm:num_requests_running", "Requests in model execution batches.", value);
      case REQUESTS_WAITING ->
          gauge(text, "vllm:num_requests_waiting", "Requests waiting to be processed.", value);
      case KV_CACHE_USAGE ->
          gauge(text, "vllm:kv_cache_usage_perc", "KV-cache usage. 1 means 100 percent.", value);
      case PROMPT_TOKENS ->
          counter(text, "vllm:prompt_tokens_total", "Prefill tokens processed.", value);
      case GENERATION_TOKENS ->
          counter(text, "vllm:generation_tokens_total", "Generation tokens processed.", value);
      case REQUESTS_FINISHED -> {
        text.family("vllm:request_success_total", "counter", "Successfully processed requests.");
        text.value("vllm:request_success_total", Map.of("finished_reason", "stop"), value);
      }
      case PREEMPTIONS ->
          counter(text, "vllm:num_preemptions_total", "Preemptions by the engine.", value);
      case TIME_TO_FIRST_TOKEN_SUM -> total(text, Signal.TIME_TO_FIRST_TOKEN, value, buckets);
      case TIME_PER_OUTPUT_TOKEN_SUM -> total(text, Signal.TIME_PER_OUTPUT_TOKEN, value, buckets);
      default -> {}
    }
  }

  private static void bucket(Exposition text, Signal signal, double bound, double count) {
    String name = name(signal);
    if (bound == (signal == Signal.TIME_TO_FIRST_TOKEN ? 0.001 : 0.01)) {
      text.family(name, "histogram", "Seconds, see the name.");
    }
    String le = Double.isInfinite(bound) ? "+Inf" : Double.toString(bound);
    text.value(name + "_bucket", Map.of("le", le), count);
  }

  private static void total(Exposition text, Signal signal, double sum, double count) {
    text.value(name(signal) + "_sum", sum);
    text.value(name(signal) + "_count", count);
  }

  private static String name(Signal signal) {
    return signal == Signal.TIME_TO_FIRST_TOKEN
        ? "vllm:time_to_first_token_seconds"
        : "vllm:request_time_per_output_token_seconds";
  }

  private static void gauge(Exposition text, String name, String help, double value) {
    text.family(name, "gauge", help);
    text.value(name, value);
  }

  private static void counter(Exposition text, String name, String help, double value) {
    text.family(name, "counter", help);
    text.value(name, value);
  }
}
