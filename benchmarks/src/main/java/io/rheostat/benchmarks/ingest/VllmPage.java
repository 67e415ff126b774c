package io.rheostat.benchmarks.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The 60 series of a vLLM replica, with the labels sent by a stock Prometheus with Kubernetes
/// service discovery and a `cluster` as external label. The last five are read by no preset.
final class VllmPage {
  private static final String[] FIRST_TOKEN_BOUNDS = {
    "0.001", "0.005", "0.01", "0.02", "0.04", "0.06", "0.08", "0.1", "0.25", "0.5", "0.75", "1.0",
    "2.5", "5.0", "7.5", "10.0", "20.0", "40.0", "80.0", "160.0", "640.0"
  };
  private static final String[] TOKEN_BOUNDS = {
    "0.01", "0.025", "0.05", "0.075", "0.1", "0.15", "0.2", "0.3", "0.4", "0.5", "0.75", "1.0",
    "2.5", "5.0", "7.5", "10.0", "20.0", "40.0"
  };
  private static final double FIRST_TOKEN_MEDIAN = 0.3;
  private static final double TOKEN_MEDIAN = 0.028;
  private static final double STEEPNESS = 2.5;

  /// All series, in the order of the page.
  static final List<Series> SERIES = series();

  private VllmPage() {}

  private static List<Series> series() {
    List<Series> all = new ArrayList<>();
    add(all, "num_requests_running", Replica::running);
    add(all, "num_requests_waiting", Replica::waiting);
    add(all, "kv_cache_usage_perc", Replica::cacheUsage);
    add(all, "prompt_tokens_total", Replica::promptTokens);
    add(all, "generation_tokens_total", Replica::generationTokens);
    add(all, "num_preemptions_total", (replica, round) -> part(replica, round, 0.002));
    addFinished(all, "stop", 0.8);
    addFinished(all, "length", 0.15);
    addFinished(all, "abort", 0.05);
    addFinished(all, "error", 0);
    addHistogram(all, "time_to_first_token_seconds", FIRST_TOKEN_BOUNDS, FIRST_TOKEN_MEDIAN);
    add(all, "time_to_first_token_seconds_sum", Replica::firstTokenSeconds);
    addHistogram(all, "request_time_per_output_token_seconds", TOKEN_BOUNDS, TOKEN_MEDIAN);
    add(all, "request_time_per_output_token_seconds_sum", Replica::tokenSeconds);
    add(all, "prefix_cache_queries_total", Replica::promptTokens);
    add(
        all,
        "prefix_cache_hits_total",
        (replica, round) -> Math.floor(0.3 * replica.promptTokens(round)));
    add(
        all,
        "prompt_tokens_cached_total",
        (replica, round) -> Math.floor(0.3 * replica.promptTokens(round)));
    add(all, "mm_cache_queries_total", (_, _) -> 0);
    add(all, "mm_cache_hits_total", (_, _) -> 0);
    return List.copyOf(all);
  }

  private static void add(List<Series> all, String name, Series.Course course) {
    all.add(new Series("vllm:" + name, Map.of(), course));
  }

  private static void addFinished(List<Series> all, String reason, double share) {
    all.add(
        new Series(
            "vllm:request_success_total",
            Map.of("finished_reason", reason),
            (replica, round) -> part(replica, round, share)));
  }

  private static void addHistogram(
      List<Series> all, String family, String[] bounds, double median) {
    String name = "vllm:" + family + "_bucket";
    for (String bound : bounds) {
      // The log-logistic distribution: nearly that of latencies, and without a library.
      double share = 1 / (1 + Math.pow(median / Double.parseDouble(bound), STEEPNESS));
      all.add(
          new Series(name, Map.of("le", bound), (replica, round) -> part(replica, round, share)));
    }
    all.add(new Series(name, Map.of("le", "+Inf"), Replica::finished));
    add(all, family + "_count", Replica::finished);
  }

  private static double part(Replica replica, long round, double share) {
    return Math.floor(share * replica.finished(round));
  }

  static String namespace(int workload) {
    return String.format(Locale.ROOT, "team-%02d", workload % 10);
  }

  static String model(int workload) {
    return String.format(Locale.ROOT, "example/Chat-%02d-32B-Instruct", workload);
  }

  /// Returns all labels of one series, sorted by name, as the protocol asks.
  static SortedMap<String, String> labels(Replica replica, Series series) {
    int index = replica.index();
    int workload = replica.workload();
    SortedMap<String, String> labels = new TreeMap<>(series.labels());
    labels.put("__name__", series.name());
    labels.put("cluster", "eu-north-1");
    labels.put("container", "vllm");
    labels.put("endpoint", "http");
    labels.put("engine", "0");
    labels.put("instance", "10." + index / 250 + "." + index % 250 + ".17:8000");
    labels.put("job", "vllm");
    labels.put("model_name", model(workload));
    labels.put("namespace", namespace(workload));
    labels.put("pod", pod(workload, index));
    return labels;
  }

  private static String pod(int workload, int index) {
    String set = Integer.toString(Math.floorMod(workload * 0x9E3779B1, 1 << 30), 36);
    String own = Integer.toString(Math.floorMod((index + 1) * 0x85EBCA6B, 1 << 25), 36);
    return String.format(Locale.ROOT, "chat-%02d-%s-%s", workload, set, own);
  }
}
