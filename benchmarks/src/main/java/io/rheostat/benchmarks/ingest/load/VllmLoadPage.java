package io.rheostat.benchmarks.ingest.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The 60 series of a vLLM replica, with the labels sent by a stock Prometheus with Kubernetes
/// service discovery and a `cluster` as external label. The last five are read by no preset.
public final class VllmLoadPage {
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
  public static final List<LoadSeries> SERIES = series();

  private VllmLoadPage() {}

  private static List<LoadSeries> series() {
    List<LoadSeries> all = new ArrayList<>();
    add(all, "num_requests_running", LoadReplica::running);
    add(all, "num_requests_waiting", LoadReplica::waiting);
    add(all, "kv_cache_usage_perc", LoadReplica::cacheUsage);
    add(all, "prompt_tokens_total", LoadReplica::promptTokens);
    add(all, "generation_tokens_total", LoadReplica::generationTokens);
    add(all, "num_preemptions_total", (replica, round) -> part(replica, round, 0.002));
    addFinished(all, "stop", 0.8);
    addFinished(all, "length", 0.15);
    addFinished(all, "abort", 0.05);
    addFinished(all, "error", 0);
    addHistogram(all, "time_to_first_token_seconds", FIRST_TOKEN_BOUNDS, FIRST_TOKEN_MEDIAN);
    add(all, "time_to_first_token_seconds_sum", LoadReplica::firstTokenSeconds);
    addHistogram(all, "request_time_per_output_token_seconds", TOKEN_BOUNDS, TOKEN_MEDIAN);
    add(all, "request_time_per_output_token_seconds_sum", LoadReplica::tokenSeconds);
    add(all, "prefix_cache_queries_total", LoadReplica::promptTokens);
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

  private static void add(List<LoadSeries> all, String name, LoadSeries.Course course) {
    all.add(new LoadSeries("vllm:" + name, Map.of(), course));
  }

  private static void addFinished(List<LoadSeries> all, String reason, double share) {
    all.add(
        new LoadSeries(
            "vllm:request_success_total",
            Map.of("finished_reason", reason),
            (replica, round) -> part(replica, round, share)));
  }

  private static void addHistogram(
      List<LoadSeries> all, String family, String[] bounds, double median) {
    String name = "vllm:" + family + "_bucket";
    for (String bound : bounds) {
      // The log-logistic distribution: nearly that of latencies, and without a library.
      double share = 1 / (1 + Math.pow(median / Double.parseDouble(bound), STEEPNESS));
      all.add(
          new LoadSeries(
              name, Map.of("le", bound), (replica, round) -> part(replica, round, share)));
    }
    all.add(new LoadSeries(name, Map.of("le", "+Inf"), LoadReplica::finished));
    add(all, family + "_count", LoadReplica::finished);
  }

  private static double part(LoadReplica replica, long round, double share) {
    return Math.floor(share * replica.finished(round));
  }

  /// Returns the namespace of a workload, one of ten: `team-00` to `team-09`.
  public static String namespace(int workload) {
    return String.format(Locale.ROOT, "team-%02d", workload % 10);
  }

  /// Returns the model name served by a workload, different for each.
  public static String model(int workload) {
    return String.format(Locale.ROOT, "example/Chat-%02d-32B-Instruct", workload);
  }

  /// Returns all labels of one series, sorted by name, as the protocol asks.
  static SortedMap<String, String> labels(LoadReplica replica, LoadSeries series) {
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
