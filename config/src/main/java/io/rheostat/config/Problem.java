package io.rheostat.config;

import java.nio.file.Path;

/// One thing that is wrong with what was declared, and what to do about it.
///
/// @param file relative to the folder that holds `fleet` and `signals`
/// @param line counted from 1; 1 when the file as a whole is meant
/// @param key path of the key, such as `spec.bounds.minReplicas`; empty for the document itself
/// @param what what is wrong, with the value that is
/// @param remedy what to do
public record Problem(Path file, int line, String key, String what, String remedy) {
  /// One line: `fleet/chat.yaml:12: spec.bounds.minReplica: unknown key. Did you mean
  /// minReplicas?`.
  @Override
  public String toString() {
    String where = file + ":" + line + ": ";
    return where + (key.isEmpty() ? "" : key + ": ") + what + " " + remedy;
  }
}
