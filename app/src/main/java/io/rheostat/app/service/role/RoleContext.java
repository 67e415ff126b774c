package io.rheostat.app.service.role;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.rheostat.app.page.LiveState;
import io.rheostat.app.service.runtime.Parts;
import io.rheostat.app.service.runtime.ServiceMetrics;
import io.rheostat.app.service.runtime.ServiceSettings;
import io.rheostat.app.service.runtime.Vitals;
import io.rheostat.streams.StageBoard;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// Surroundings of a service's roles: settings, metrics, state and the parts to be closed.
public final class RoleContext {
  private final ServiceSettings settings;
  private final PrometheusMeterRegistry registry;
  private final DeclaredConfiguration declared;
  private final LiveState state = new LiveState();
  private final Parts parts = new Parts();
  private final StageBoard board = new StageBoard();
  private final Vitals vitals;
  private final ServiceMetrics metrics;
  private final ServiceHealth view;
  private Optional<InstanceName> instance = Optional.empty();

  /// @param registry registry of the program's own metrics
  public RoleContext(
      ServiceSettings settings, PrometheusMeterRegistry registry, DeclaredConfiguration declared) {
    this.settings = settings;
    this.registry = registry;
    this.declared = declared;
    vitals = new Vitals(board, settings.clock().source());
    metrics = new ServiceMetrics(registry);
    view = new ServiceHealth(state, vitals, declared);
  }

  /// Returns the settings of the service in this process.
  public ServiceSettings settings() {
    return settings;
  }

  /// Returns the registry of the program's own metrics.
  public PrometheusMeterRegistry registry() {
    return registry;
  }

  /// Returns the configuration in force, and the problems of files refused since.
  public DeclaredConfiguration declared() {
    return declared;
  }

  /// Returns the live state shared by the roles.
  public LiveState state() {
    return state;
  }

  /// Returns the parts, closed in the opposite order of their opening.
  public Parts parts() {
    return parts;
  }

  StageBoard board() {
    return board;
  }

  /// Returns the health of this process, part by part.
  public Vitals vitals() {
    return vitals;
  }

  ServiceMetrics metrics() {
    return metrics;
  }

  /// Returns the health of the service as exposed by it.
  public ServiceHealth view() {
    return view;
  }

  InstantSource clock() {
    return settings.clock().source();
  }

  Map<String, ?> clientSettings() {
    return settings.clientSettings();
  }

  <T extends AutoCloseable> T keep(T part) {
    return parts.keep(part);
  }

  /// Returns the name of this process among others with the same data folder, claimed at the first
  /// call.
  InstanceName instance() throws IOException {
    if (instance.isEmpty()) {
      instance = Optional.of(keep(InstanceName.claim(settings.data())));
    }
    return instance.get();
  }

  /// Returns this host and data folder, for a person.
  String here() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      host = "this host"; // has no name
    }
    return host + ":" + settings.data().toAbsolutePath().normalize();
  }
}
