package io.rheostat.ingest.otlp;

import io.rheostat.ingest.matching.LabelBytes;
import io.rheostat.ingest.otlp.OtlpProto.AnyValue;
import io.rheostat.ingest.otlp.OtlpProto.KeyValue;
import io.rheostat.ingest.otlp.OtlpProto.Resource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Labels from the attributes of one source and of its data points. Attributes of the source are
/// labels too, and also under their names at Prometheus; those of a data point win. Attributes with
/// lists, maps or bytes are left out.
final class AttributeLabels {
  private static final Map<String, String> PROMETHEUS_NAMES =
      Map.of(
          "service.instance.id", "instance",
          "k8s.pod.name", "pod",
          "k8s.namespace.name", "namespace",
          "k8s.container.name", "container");

  private static final String SERIES_NAME = "__name__";
  private static final String BOUND = "le";

  private final SortedMap<String, String> ofSource;

  AttributeLabels(Resource resource) {
    ofSource = labels(resource.getAttributesList());
    Map<String, String> plain = new TreeMap<>();
    for (KeyValue attribute : resource.getAttributesList()) {
      text(attribute.getValue()).ifPresent(value -> plain.put(attribute.getKey(), value));
    }
    PROMETHEUS_NAMES.forEach(
        (key, label) -> {
          String value = plain.getOrDefault(key, "");
          if (!value.isEmpty()) {
            ofSource.putIfAbsent(label, value);
          }
        });
    String name = plain.getOrDefault("service.name", "");
    if (!name.isEmpty()) {
      String namespace = plain.getOrDefault("service.namespace", "");
      ofSource.putIfAbsent("job", namespace.isEmpty() ? name : namespace + "/" + name);
    }
  }

  /// Writes the labels of a data point, without a name and a bound.
  void write(List<KeyValue> attributes, LabelBytes into) {
    SortedMap<String, String> all = new TreeMap<>(ofSource);
    all.putAll(labels(attributes));
    all.remove(SERIES_NAME);
    all.remove(BOUND);
    into.clear();
    all.forEach((name, value) -> into.add(utf8(name), utf8(value)));
  }

  /// Converts attributes to labels. Attributes with the same label name share it: their values
  /// stand in it one after the other, by the order of their names.
  private static SortedMap<String, String> labels(List<KeyValue> attributes) {
    List<KeyValue> ordered = new ArrayList<>(attributes);
    ordered.sort(Comparator.comparing(KeyValue::getKey));
    SortedMap<String, String> labels = new TreeMap<>();
    for (KeyValue attribute : ordered) {
      Optional<String> value = text(attribute.getValue());
      String name = labelName(attribute.getKey());
      if (value.isPresent() && !name.isEmpty()) {
        labels.merge(name, value.get(), (first, second) -> first + ";" + second);
      }
    }
    return labels;
  }

  private static Optional<String> text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> Optional.of(value.getStringValue());
      case BOOL_VALUE -> Optional.of(Boolean.toString(value.getBoolValue()));
      case INT_VALUE -> Optional.of(Long.toString(value.getIntValue()));
      case DOUBLE_VALUE -> Optional.of(decimal(value.getDoubleValue()));
      case VALUE_NOT_SET -> Optional.empty();
    };
  }

  /// Formats whole numbers without a fraction.
  private static String decimal(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static String labelName(String key) {
    StringBuilder name = new StringBuilder(key.length() + 4);
    for (int index = 0; index < key.length(); index++) {
      char character = key.charAt(index);
      boolean digit = character >= '0' && character <= '9';
      boolean letter =
          (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
      if (digit && index == 0) {
        name.append("key_");
      }
      name.append(digit || letter ? character : '_');
    }
    return name.toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
