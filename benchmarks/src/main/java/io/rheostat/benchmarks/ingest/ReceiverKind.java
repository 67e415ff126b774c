package io.rheostat.benchmarks.ingest;

/// What the load can be sent to.
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

  /// As its program is called.
  String program() {
    return program;
  }

  /// As JSON calls it.
  String key() {
    return key;
  }

  @Override
  public String toString() {
    return program;
  }
}
