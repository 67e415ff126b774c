package io.rheostat.app.service;

/// A part of the service that may run on its own machine.
public enum Role {
  /// Publishes what is declared and serves the page.
  CONTROL,
  /// Takes metrics and alerts in.
  INGEST,
  /// Folds the logs, and ticks.
  STREAMS,
  /// Carries commands out.
  ACTUATOR
}
