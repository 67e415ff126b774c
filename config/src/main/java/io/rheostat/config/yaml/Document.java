package io.rheostat.config.yaml;

import java.nio.file.Path;
import java.util.SortedMap;

/// YAML document matching its shape.
///
/// @param file relative to the configuration's folder
/// @param kind its kind
/// @param name its name
/// @param spec its content
/// @param lines the line of every key path
public record Document(
    Path file, String kind, String name, Value.Branch spec, SortedMap<String, Integer> lines) {

  /// Returns whether a key path is written in the document, rather than filled in by default.
  public boolean has(String key) {
    return lines.containsKey(key);
  }

  /// Returns a problem at a key, or at the nearest written key above it.
  public Problem problem(String key, String what, String remedy) {
    return new Problem(file, line(key), key, what, remedy);
  }

  /// Returns file and line of a key, for a problem about two documents.
  public String place(String key) {
    return file + ":" + line(key);
  }

  private int line(String key) {
    String path = key;
    while (!path.isEmpty()) {
      Integer line = lines.get(path);
      if (line != null) {
        return line;
      }
      path = path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }
    return lines.getOrDefault("", 1);
  }
}
