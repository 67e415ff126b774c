package io.rheostat.config.yaml;

import java.nio.file.Path;

/// Problem of the configuration, with its remedy.
///
/// @param file relative to the folder with `fleet` and `signals`
/// @param line counted from 1; 1 when the file as a whole is meant
/// @param key path of the key, such as `spec.bounds.minReplicas`; empty for the document itself
/// @param what description of the problem, with the actual value
/// @param remedy advice to the operator
public record Problem(Path file, int line, String key, String what, String remedy) {
  /// Returns one line: `fleet/chat.yaml:12: spec.bounds.minReplica: unknown key. Did you mean
  /// minReplicas?`.
  @Override
  public String toString() {
    String where = file + ":" + line + ": ";
    return where + (key.isEmpty() ? "" : key + ": ") + what + " " + remedy;
  }
}
