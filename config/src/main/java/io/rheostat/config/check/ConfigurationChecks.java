package io.rheostat.config.check;

import io.rheostat.config.read.Declarations;
import io.rheostat.config.settings.Configuration;
import io.rheostat.config.yaml.Problems;

/// Checks of the configuration as a whole.
public final class ConfigurationChecks {
  private ConfigurationChecks() {}

  /// Checks the whole configuration and adds each violation to the problems.
  public static void run(
      Configuration configuration, Declarations declarations, Problems problems) {
    new ReferenceChecks(configuration.fleet(), declarations, problems).run();
    new ShapeChecks(configuration.fleet(), declarations, problems).run();
    new MinimumChecks(configuration.fleet(), declarations, problems).run();
    new ZeroChecks(configuration, declarations, problems).run();
    new PowerChecks(configuration.fleet(), declarations, problems).run();
    new MemberChecks(configuration, declarations, problems).run();
    new AlertChecks(configuration.fleet(), declarations, problems).run();
    new LocalTargetChecks(configuration.fleet(), declarations, problems).run();
    new KubernetesChecks(configuration, declarations, problems).run();
    new OverlapChecks(configuration, declarations, problems).run();
  }
}
