package io.rheostat.contest.report;

import java.util.Locale;

/// Conditions of a run, its seed aside: rows with equal conditions stand side by side.
///
/// @param trace name
/// @param startupSeconds mean time from launch to ready, of the first device type
/// @param devices types by name, joined by `+`
public record RunConditions(String trace, int startupSeconds, String devices) {
  /// Formats them for people.
  public String words() {
    return trace + ", start-up " + startupSeconds + " s, " + devices;
  }

  /// Formats them for file names: small letters, digits and dashes.
  String slug() {
    return (trace + "-" + startupSeconds + "s-" + devices)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]+", "-");
  }
}
