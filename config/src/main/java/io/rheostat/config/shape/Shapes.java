package io.rheostat.config.shape;

import io.rheostat.config.shape.Shape.Mapping;
import io.rheostat.config.yaml.LowerBound;
import io.rheostat.config.yaml.NumberUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/// The document kinds, and the words their key tables are written in.
public final class Shapes {
  static final String API_VERSION = "rheostat.io/v1";

  static final Shape TEXT = new Shape.Text();
  static final Shape NAME = new Shape.Name();
  static final Shape DURATION = quantity(NumberUnit.DURATION, LowerBound.AT_LEAST_ZERO);
  static final Shape POSITIVE_DURATION = quantity(NumberUnit.DURATION, LowerBound.POSITIVE);
  static final Shape POSITIVE_NUMBER = quantity(NumberUnit.NUMBER, LowerBound.POSITIVE);
  static final Shape NUMBER = quantity(NumberUnit.NUMBER, LowerBound.AT_LEAST_ZERO);
  static final Shape COUNT = quantity(NumberUnit.WHOLE, LowerBound.AT_LEAST_ONE);
  static final Shape COUNT_OR_ZERO = quantity(NumberUnit.WHOLE, LowerBound.AT_LEAST_ZERO);
  static final Shape DOLLARS = quantity(NumberUnit.DOLLARS, LowerBound.AT_LEAST_ZERO);
  static final Shape BYTES = quantity(NumberUnit.BYTES, LowerBound.AT_LEAST_ZERO);

  private Shapes() {}

  /// Returns the shape of any document of Rheostat.
  public static Shape.Variants document() {
    SortedMap<String, Mapping> kinds = new TreeMap<>();
    kinds.put("Device", document("Device", FleetShapes.device()));
    kinds.put("Pool", document("Pool", FleetShapes.pool()));
    kinds.put("Workload", document("Workload", WorkloadShapes.workload()));
    kinds.put("SignalPreset", document("SignalPreset", SignalShapes.preset()));
    kinds.put("ScrapeJob", document("ScrapeJob", SignalShapes.scrapeJob()));
    kinds.put("JobDiscovery", document("JobDiscovery", KubernetesShapes.jobDiscovery()));
    kinds.put("Ingest", document("Ingest", IngestShapes.ingest()));
    kinds.put("Page", document("Page", ListenerShapes.page()));
    kinds.put("Scenario", document("Scenario", ScenarioShapes.scenario()));
    kinds.put("Trouble", document("Trouble", TroubleShapes.trouble()));
    return new Shape.Variants("kind", kinds);
  }

  static Mapping mapping(Key... keys) {
    return new Mapping(List.of(keys));
  }

  static Shape quantity(NumberUnit measure, LowerBound limit) {
    return new Shape.Quantity(measure, limit);
  }

  static Shape.Word words(List<String> words) {
    return new Shape.Word(words);
  }

  static Shape.Word words(Enum<?>[] constants) {
    return words(Arrays.stream(constants).map(Shapes::word).toList());
  }

  /// Returns the YAML word of a constant: `TIME_TO_FIRST_TOKEN` as `timeToFirstToken`.
  public static String word(Enum<?> constant) {
    StringBuilder word = new StringBuilder();
    for (String part : constant.name().toLowerCase(Locale.ROOT).split("_", -1)) {
      word.append(
          word.isEmpty()
              ? part
              : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
    }
    return word.toString();
  }

  /// Returns the constant of a checked word.
  public static <E extends Enum<E>> E constant(E[] constants, String word) {
    for (E constant : constants) {
      if (word(constant).equals(word)) {
        return constant;
      }
    }
    throw new IllegalStateException("no constant is written " + word);
  }

  private static Mapping document(String kind, Shape spec) {
    return mapping(
        Key.defaulted(
            "apiVersion",
            words(List.of(API_VERSION)),
            API_VERSION,
            "The version of these keys; there is one so far."),
        Key.required("kind", words(List.of(kind)), kind, "What the document declares."),
        Key.required(
            "metadata",
            mapping(Key.required("name", NAME, "chat-32b", "Unique among documents of its kind.")),
            "{name: chat-32b}",
            "Who the document is about."),
        Key.required("spec", spec, "{…}", "What is declared."));
  }
}
