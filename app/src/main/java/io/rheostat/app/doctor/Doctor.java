package io.rheostat.app.doctor;

import io.rheostat.actuator.driver.Owner;
import io.rheostat.config.settings.Configuration;
import io.rheostat.model.fleet.Fleet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Examination of a configuration and everything named in it: brokers, pages and targets. It
/// changes nothing.
public final class Doctor {
  private Doctor() {}

  /// Examines everything; each part has ten seconds.
  ///
  /// @param bootstrap the brokers; empty when none are named and none run here
  /// @param clientSettings further settings of Kafka clients
  public static List<Finding> examine(
      Configuration configuration, Optional<String> bootstrap, Map<String, String> clientSettings)
      throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    findings.add(declared(configuration.fleet()));
    Optional<Owner> owner = Optional.empty();
    if (bootstrap.isPresent()) {
      KafkaExamination kafka = KafkaExamination.of(bootstrap.get(), clientSettings);
      findings.addAll(kafka.findings());
      owner = kafka.owner();
    } else {
      findings.add(
          Finding.warning(
              "kafka", "was not looked at: nothing runs here, and --kafka HOST:PORT names none"));
    }
    findings.addAll(MetricsExamination.of(configuration));
    findings.addAll(TargetsExamination.of(configuration.fleet(), owner));
    return List.copyOf(findings);
  }

  private static Finding declared(Fleet fleet) {
    return Finding.ok(
        "configuration",
        "%d device types, %d pools, %d workloads"
            .formatted(fleet.devices().size(), fleet.pools().size(), fleet.workloads().size()));
  }
}
