package io.rheostat.benchmarks.ingest.receiver;

/// Receivers of the load.
public enum ReceiverKind {
  RHEOSTAT("rheostat", "rheostat"),
  VICTORIA_METRICS("victoria-metrics", "victoriaMetrics"),
  PROMETHEUS("prometheus", "prometheus");

  private final String program;
  private final String key;

  ReceiverKind(String program, String key) {
    this.program = program;
    this.key = key;
  }

  /// Returns the name of its program.
  String program() {
    return program;
  }

  /// Returns its key in JSON.
  public String key() {
    return key;
  }

  @Override
  public String toString() {
    return program;
  }
}
