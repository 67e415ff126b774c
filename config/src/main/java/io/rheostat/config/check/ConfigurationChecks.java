package io.rheostat.config.check;

import io.rheostat.config.read.Declarations;
import io.rheostat.config.settings.Configuration;
import io.rheostat.config.yaml.Problems;
import io.rheostat.model.fleet.Fleet;

/// Checks of the configuration as a whole.
public final class ConfigurationChecks {
  private ConfigurationChecks() {}

  /// Checks the whole configuration and adds each violation to the problems.
  public static void run(
      Configuration configuration, Declarations declarations, Problems problems) {
    Fleet fleet = configuration.fleet();
    new ReferenceChecks(fleet, declarations, problems).run();
    ofEach(fleet, declarations, problems);
    new MinimumChecks(fleet, declarations, problems).run();
    new ZeroChecks(configuration, declarations, problems).run();
    new PowerChecks(fleet, declarations, problems).run();
    new MemberChecks(configuration, declarations, problems).run();
    new LocalTargetChecks(fleet, declarations, problems).run();
    new OverlapChecks(configuration, declarations, problems).run();
  }

  /// Checks each workload by itself, as one is that is submitted to a running service.
  ///
  /// @param fleet devices and pools, and the workloads to be checked
  /// @param declarations documents of these workloads
  public static void runAlone(Fleet fleet, Declarations declarations, Problems problems) {
    ofEach(fleet, declarations, problems);
    new MinimumChecks(fleet, declarations, problems).runAlone();
  }

  private static void ofEach(Fleet fleet, Declarations declarations, Problems problems) {
    new ShapeChecks(fleet, declarations, problems).run();
    new LabelChecks(fleet, declarations, problems).run();
    new AlertChecks(fleet, declarations, problems).run();
    new KubernetesChecks(fleet, declarations, problems).run();
  }
}
