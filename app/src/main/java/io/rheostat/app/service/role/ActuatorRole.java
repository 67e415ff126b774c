package io.rheostat.app.service.role;

import io.rheostat.actuator.driver.Owner;
import io.rheostat.actuator.shell.Actuator;
import io.rheostat.actuator.shell.ActuatorMetrics;
import io.rheostat.actuator.shell.ActuatorSettings;
import io.rheostat.actuator.shell.DecisionEvents;
import io.rheostat.actuator.shell.LoopPace;
import io.rheostat.app.service.fleet.FleetOwner;
import io.rheostat.app.service.runtime.ServiceSettings;
import io.rheostat.topics.Clients;
import java.io.IOException;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;

/// Actuator with its drivers, and announcements at targets.
public final class ActuatorRole implements RunningRole {
  private final Actuator actuator;

  private ActuatorRole(Actuator actuator) {
    this.actuator = actuator;
  }

  /// Starts the actuator.
  public static ActuatorRole start(RoleContext context) throws IOException, InterruptedException {
    ServiceSettings settings = context.settings();
    DriverAssembly drivers =
        context.keep(
            new DriverAssembly(
                settings, context.registry(), context.declared()::fleet, owner(context)));
    ActuatorSettings acts =
        new ActuatorSettings(
            settings.bootstrap(),
            settings.logPartitions(),
            drivers.drivers(),
            context.clock(),
            settings.pace(),
            Duration.ofMinutes(1),
            new ActuatorMetrics(context.registry()),
            settings.commandListener(),
            context.clientSettings());
    Actuator started =
        context
            .parts()
            .keep(
                "the actuator, which ends its calls",
                Actuator.start(acts, context.instance().name()));
    if (settings.pace() instanceof LoopPace.Free) {
      DecisionEvents events =
          context.keep(DecisionEvents.start(acts, drivers.announcer(), context.declared()::fleet));
      context.vitals().watch(events::problem);
    }
    context.vitals().watch(started::problem);
    return new ActuatorRole(started);
  }

  private static Owner owner(RoleContext context) throws InterruptedException {
    try (Admin admin =
        Admin.create(Clients.admin(context.settings().bootstrap(), context.clientSettings()))) {
      return FleetOwner.of(admin);
    }
  }

  /// Returns the running actuator.
  public Actuator actuator() {
    return actuator;
  }
}
