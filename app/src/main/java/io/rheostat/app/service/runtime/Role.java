package io.rheostat.app.service.runtime;

/// Part of the service, able to run on its own machine.
public enum Role {
  /// Publishes the declared fleet and serves the page.
  CONTROL,
  /// Takes metrics and alerts in.
  INGEST,
  /// Folds the logs, and ticks.
  STREAMS,
  /// Executes commands.
  ACTUATOR
}
