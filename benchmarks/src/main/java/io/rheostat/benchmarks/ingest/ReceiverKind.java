package io.rheostat.benchmarks.ingest;

/// Receivers of the load.
enum ReceiverKind {
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
  String key() {
    return key;
  }

  @Override
  public String toString() {
    return program;
  }
}
