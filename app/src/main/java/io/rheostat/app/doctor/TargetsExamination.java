package io.rheostat.app.doctor;

import io.rheostat.actuator.driver.Driver;
import io.rheostat.actuator.driver.Drivers;
import io.rheostat.actuator.driver.Owner;
import io.rheostat.actuator.driver.kubernetes.KubernetesDriver;
import io.rheostat.actuator.driver.kubernetes.KubernetesSettings;
import io.rheostat.actuator.driver.kubernetes.ReplicaLoad;
import io.rheostat.actuator.driver.webhook.WebhookDriver;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementLook;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import java.net.http.HttpClient;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Examination of targets: asks every target for its state, and the API server for the rights of
/// this login.
final class TargetsExamination {
  /// Nothing outside this process is asked for them.
  private static final Set<String> OWN = Set.of("observe", "process", "simulated");

  private TargetsExamination() {}

  /// @param owner owner as marked at targets; empty when unknown
  static List<Finding> of(Fleet fleet, Optional<Owner> owner) {
    List<Finding> findings = new ArrayList<>();
    Owner here = owner.orElse(new Owner("rheostat doctor"));
    try (HttpClient http = HttpClient.newHttpClient();
        KubernetesDriver kubernetes =
            KubernetesDriver.open(KubernetesSettings.with(ReplicaLoad.UNKNOWN, here))) {
      Driver webhook =
          new WebhookDriver(
              http, name -> Optional.ofNullable(System.getenv(name)), InstantSource.system(), here);
      Drivers drivers = new Drivers(Map.of(KubernetesDriver.NAME, kubernetes, "webhook", webhook));
      for (Workload workload : fleet.workloads().values()) {
        findings.addAll(workload(workload, drivers, kubernetes, owner.isPresent()));
      }
    }
    return findings;
  }

  private static List<Finding> workload(
      Workload declared, Drivers drivers, KubernetesDriver kubernetes, boolean ownerIsKnown) {
    String subject = "targets of " + declared.name();
    List<Placement> asked =
        declared.placements().stream().filter(one -> !OWN.contains(one.target().driver())).toList();
    if (asked.isEmpty()) {
      Set<String> names = new TreeSet<>();
      declared.placements().forEach(one -> names.add(one.target().driver()));
      return List.of(
          Finding.ok(subject, "driver " + String.join(", ", names) + ": nobody has to be asked"));
    }
    return targets(
        subject, declared.with(asked, declared.bounds()), drivers, kubernetes, ownerIsKnown);
  }

  private static List<Finding> targets(
      String subject,
      Workload workload,
      Drivers drivers,
      KubernetesDriver kubernetes,
      boolean ownerIsKnown) {
    List<Finding> findings = new ArrayList<>();
    Observed seen = drivers.observe(workload).observed(Instant.now(), Instant.now());
    for (PlacementLook look : seen.looks()) {
      look.unknown()
          .ifPresent(why -> findings.add(Finding.problem(subject, look.placement() + ": " + why)));
    }
    for (PlacementStatus status : seen.placements()) {
      findings.add(
          Finding.ok(
              subject,
              "%s: %d wanted, %d ready%s"
                  .formatted(
                      status.placement(),
                      status.wanted(),
                      status.ready(),
                      status.pendingReason().map(why -> ", waits: " + why).orElse(""))));
    }
    if (ownerIsKnown) {
      seen.otherWriter().ifPresent(other -> findings.add(Finding.problem(subject, other)));
    }
    List<String> lacking = kubernetes.missingRights(workload);
    if (!lacking.isEmpty()) {
      findings.add(
          Finding.problem(
              subject,
              "this login may not " + String.join(", ", lacking) + ": add it to its Role"));
    }
    return findings;
  }
}
