package io.rheostat.ingest.testing;

import io.rheostat.config.settings.Configuration;
import io.rheostat.config.settings.ScrapeJob;
import io.rheostat.config.settings.SeriesRule;
import io.rheostat.config.settings.SignalPreset;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.MetricsBinding;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Target;
import io.rheostat.model.signal.Signal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/// Small declarations for tests.
public final class Declared {
  /// Reads the names that vLLM's pages use.
  public static final SignalPreset VLLM =
      new SignalPreset(
          "vllm",
          List.of("pod", "instance"),
          List.of("rheostat_placement"),
          List.of("engine"),
          List.of(9.223372036854776E18),
          List.of(
              rule("vllm:num_requests_running", Signal.REQUESTS_RUNNING),
              rule("vllm:num_requests_waiting", Signal.REQUESTS_WAITING),
              rule("vllm:kv_cache_usage_perc", Signal.KV_CACHE_USAGE),
              rule("vllm:gpu_cache_usage_perc", Signal.KV_CACHE_USAGE),
              rule("vllm:time_to_first_token_seconds", Signal.TIME_TO_FIRST_TOKEN)));

  private Declared() {}

  public static SeriesRule rule(String metric, Signal signal) {
    return new SeriesRule(metric, signal, new TreeMap<>(), 1);
  }

  public static SortedMap<String, String> labels(String... namesAndValues) {
    TreeMap<String, String> labels = new TreeMap<>();
    for (int index = 0; index < namesAndValues.length; index += 2) {
      labels.put(namesAndValues[index], namesAndValues[index + 1]);
    }
    return labels;
  }

  public static Workload workload(
      String name, SortedMap<String, String> match, String... placements) {
    return new Workload(
        name,
        "pool",
        new Objective.Profiled(1),
        Optional.empty(),
        Arrays.stream(placements).map(Declared::placement).toList(),
        new Bounds(1, 10, OptionalDouble.empty()),
        List.of(new MetricsBinding("vllm", match)),
        List.of());
  }

  public static Configuration of(SignalPreset preset, Workload... workloads) {
    TreeMap<String, Workload> byName = new TreeMap<>();
    for (Workload workload : workloads) {
      byName.put(workload.name(), workload);
    }
    return new Configuration(
        new Fleet(new TreeMap<>(), new TreeMap<>(), byName),
        new TreeMap<>(Map.of(preset.name(), preset)),
        List.of());
  }

  public static Configuration scraping(Configuration base, ScrapeJob... jobs) {
    return new Configuration(base.fleet(), base.presets(), List.of(jobs));
  }

  public static ScrapeJob job(List<String> targets, List<String> files) {
    return new ScrapeJob(
        "engines",
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        "/metrics",
        targets,
        new TreeMap<>(),
        files);
  }

  private static Placement placement(String name) {
    return new Placement(
        name,
        "l4",
        1,
        1,
        List.of(),
        0,
        0,
        Duration.ZERO,
        OptionalDouble.of(1),
        Optional.empty(),
        Optional.empty(),
        Target.OBSERVE);
  }
}
