package io.rheostat.config.read;

import io.rheostat.config.yaml.Value;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// A target's keys as flat texts for drivers: `{ready: {http: /health}, command: [a, b]}` becomes
/// `ready.http`, `command.0` and `command.1`. Quantities are in their base unit.
final class TargetSettings {
  private static final Set<String> FILES = Set.of("secretFile", "targetsFile", "workDir");

  private TargetSettings() {}

  /// @param directory base of relative files
  static SortedMap<String, String> of(Value.Branch written, Path directory) {
    SortedMap<String, String> settings = new TreeMap<>();
    flatten("", written, settings);
    for (String file : FILES) {
      settings.computeIfPresent(
          file, (_, path) -> directory.resolve(path).toAbsolutePath().normalize().toString());
    }
    return settings;
  }

  private static void flatten(String key, Value value, SortedMap<String, String> settings) {
    String prefix = key.isEmpty() ? "" : key + ".";
    switch (value) {
      case Value.Text(String text) -> settings.put(key, text);
      case Value.Quantity(var number) ->
          settings.put(key, number.stripTrailingZeros().toPlainString());
      case Value.Moment(var instant) -> settings.put(key, instant.toString());
      case Value.Items items -> {
        for (int index = 0; index < items.values().size(); index++) {
          flatten(prefix + index, items.values().get(index), settings);
        }
      }
      case Value.Branch branch ->
          branch.children().forEach((name, child) -> flatten(prefix + name, child, settings));
    }
  }
}
