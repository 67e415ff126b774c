package io.rheostat.simulator.page;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Prometheus text, written so a parser gets back the very same doubles.
final class Exposition {
  private final StringBuilder text = new StringBuilder(4096);
  private final SortedMap<String, String> labels;

  Exposition(SortedMap<String, String> labels) {
    this.labels = labels;
  }

  void family(String name, String type, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  void value(String name, double value) {
    value(name, Map.of(), value);
  }

  void value(String name, Map<String, String> more, double value) {
    SortedMap<String, String> all = new TreeMap<>(labels);
    all.putAll(more);
    text.append(name);
    char separator = '{';
    for (Map.Entry<String, String> label : all.entrySet()) {
      text.append(separator).append(label.getKey()).append("=\"");
      text.append(escape(label.getValue())).append('"');
      separator = ',';
    }
    text.append(all.isEmpty() ? " " : "} ").append(Double.toString(value)).append('\n');
  }

  String text() {
    return text.toString();
  }

  private static String escape(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
