package io.rheostat.app.service.role;

import io.rheostat.config.settings.Configuration;

/// Role of the service while it runs; its parts are closed with the service.
public interface RunningRole {
  /// Takes a new configuration.
  default void declare(Configuration changed) {}
}
