package io.rheostat.app.service.role;

import io.micrometer.core.instrument.MeterRegistry;
import io.rheostat.actuator.driver.Announcer;
import io.rheostat.actuator.driver.CallPolicy;
import io.rheostat.actuator.driver.CircuitDriver;
import io.rheostat.actuator.driver.DeclaredDriver;
import io.rheostat.actuator.driver.Driver;
import io.rheostat.actuator.driver.DriverMetrics;
import io.rheostat.actuator.driver.Drivers;
import io.rheostat.actuator.driver.ObserveDriver;
import io.rheostat.actuator.driver.Owner;
import io.rheostat.actuator.driver.SimulatedDriver;
import io.rheostat.actuator.driver.kubernetes.KubernetesDriver;
import io.rheostat.actuator.driver.kubernetes.KubernetesSettings;
import io.rheostat.actuator.driver.process.ProcessDriver;
import io.rheostat.actuator.driver.webhook.WebhookDriver;
import io.rheostat.actuator.shell.RecentLoad;
import io.rheostat.app.service.runtime.Parts;
import io.rheostat.app.service.runtime.ServiceSettings;
import io.rheostat.model.fleet.Fleet;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Drivers by their name at targets, each with a circuit for every target.
final class DriverAssembly implements AutoCloseable {
  private final Map<String, Driver> byName = new TreeMap<>();
  private final Parts parts = new Parts();
  private final CircuitDriver.Surroundings surroundings;
  private final KubernetesDriver kubernetes;

  /// @param declared present fleet of this machine's own configuration
  /// @param owner owner as marked at targets
  DriverAssembly(
      ServiceSettings settings, MeterRegistry registry, Supplier<Fleet> declared, Owner owner) {
    InstantSource clock = settings.clock().source();
    surroundings =
        new CircuitDriver.Surroundings(clock, new SecureRandom(), new DriverMetrics(registry));
    HttpClient http = keep(HttpClient.newHttpClient()); // follows no redirects
    byName.put("observe", new ObserveDriver());
    add("simulated", new SimulatedDriver(settings.clusters(), http, owner));
    RecentLoad load =
        new RecentLoad(
            settings.bootstrap(), settings.logPartitions(), clock, settings.clientSettings());
    kubernetes = keep(KubernetesDriver.open(KubernetesSettings.with(load::requests, owner)));
    add(KubernetesDriver.NAME, new DeclaredDriver(kubernetes, declared));
    add("webhook", new DeclaredDriver(webhook(http, owner), declared));
    ProcessDriver processes =
        keep(new ProcessDriver(settings.data().resolve("processes"), http, clock, owner));
    add("process", new DeclaredDriver(processes, declared));
  }

  /// Creates the webhook driver. Signatures contain real time, independent of the loop's clock.
  private static WebhookDriver webhook(HttpClient http, Owner owner) {
    return new WebhookDriver(
        http, name -> Optional.ofNullable(System.getenv(name)), InstantSource.system(), owner);
  }

  private void add(String name, Driver driver) {
    byName.put(name, keep(new CircuitDriver(name, driver, CallPolicy.DEFAULT, surroundings)));
  }

  private <T extends AutoCloseable> T keep(T part) {
    return parts.keep(part);
  }

  /// Returns the keeper of announcements at targets.
  Announcer announcer() {
    return kubernetes;
  }

  Drivers drivers() {
    return new Drivers(byName);
  }

  @Override
  public void close() {
    parts.close();
  }
}
