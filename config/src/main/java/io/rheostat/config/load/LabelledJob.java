package io.rheostat.config.load;

import io.rheostat.config.yaml.YamlFiles;
import io.rheostat.model.fleet.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;

/// Training job found by its label, as a declaration: annotations `rheostat.io/KEY` hold the keys
/// of its specification. Without an objective it is only observed, so that its devices count.
///
/// @param name of the workload
/// @param pool of its label
/// @param annotations YAML by key, without the prefix; others than the known keys are passed over
/// @param target settings of its target in Kubernetes
/// @param workers worker counts: the present one, and the least and most it is elastic between
/// @param devicesPerWorker devices its containers ask for, 0 where they ask for none
public record LabelledJob(
    String name,
    String pool,
    SortedMap<String, String> annotations,
    SortedMap<String, String> target,
    Workers workers,
    int devicesPerWorker) {
  private static final List<String> KEYS =
      List.of("objective", "bounds", "metrics", "mode", "model");
  private static final String PLACEMENTS = "placements";

  /// Worker counts.
  ///
  /// @param present workers in its specification
  /// @param least fewest it is elastic down to
  /// @param most most it is elastic up to, at least the least
  public record Workers(int present, int least, int most) {}

  /// Returns the document of its declaration.
  ///
  /// @param declared its pool
  /// @throws IllegalArgumentException when an annotation is not YAML, or its device is not known
  public String text(Pool declared) {
    boolean planned = annotations.containsKey("objective");
    SortedMap<String, Object> spec = new TreeMap<>();
    spec.put("type", planned ? "training" : "profiled");
    spec.put("pool", pool);
    for (String key : KEYS) {
      String written = annotations.get(key);
      if (written != null) {
        spec.put(key, YamlFiles.value("annotation rheostat.io/" + key, written));
      }
    }
    spec.put(PLACEMENTS, List.of(placement(declared, planned)));
    if (!planned) {
      int workers = Math.max(1, workers().present());
      spec.put("objective", Map.of("value", Map.of("perPerformance", "0 USD")));
      spec.put("bounds", Map.of("minReplicas", workers, "maxReplicas", workers));
      spec.put("mode", "observe");
    }
    Map<String, Object> document = new TreeMap<>();
    document.put("kind", "Workload");
    document.put("metadata", Map.of("name", name));
    document.put("spec", spec);
    return new Dump(DumpSettings.builder().build()).dumpToString(document);
  }

  private Map<String, Object> placement(Pool declared, boolean planned) {
    Map<String, Object> placement = new TreeMap<>(written());
    if (!placement.containsKey("device")) {
      if (declared.devices().size() != 1) {
        throw new IllegalArgumentException(
            "pool "
                + pool
                + " has "
                + declared.devices().keySet()
                + ". Write annotation rheostat.io/placements: \"[{device: "
                + declared.devices().keySet().stream().findFirst().orElse("h100-sxm")
                + "}]\".");
      }
      placement.put("device", declared.devices().firstKey());
    }
    if (devicesPerWorker > 1) {
      placement.putIfAbsent("tensorParallel", devicesPerWorker);
    }
    if (planned) {
      placement.putIfAbsent("widths", widths());
    } else {
      placement.remove("widths");
      placement.put("performance", 1);
    }
    placement.put("target", Map.of("kubernetes", target));
    return placement;
  }

  private Map<String, Object> written() {
    String text = annotations.get(PLACEMENTS);
    if (text == null) {
      return Map.of();
    }
    Object value = YamlFiles.value("annotation rheostat.io/" + PLACEMENTS, text);
    if (value instanceof List<?> list
        && list.size() == 1
        && list.getFirst() instanceof Map<?, ?> only) {
      Map<String, Object> placement = new TreeMap<>();
      only.forEach((key, part) -> placement.put(String.valueOf(key), part));
      return placement;
    }
    throw new IllegalArgumentException(
        "annotation rheostat.io/placements must be a list of one: the job is one object.");
  }

  /// Returns the doublings of the fewest workers up to the most, with the present ones.
  private List<Integer> widths() {
    TreeSet<Integer> widths = new TreeSet<>();
    for (int width = Math.max(1, workers.least()); width <= workers.most(); width *= 2) {
      widths.add(width);
    }
    if (workers.present() > 0) {
      widths.add(workers.present());
    }
    widths.add(Math.max(1, workers.most()));
    return new ArrayList<>(widths);
  }
}
