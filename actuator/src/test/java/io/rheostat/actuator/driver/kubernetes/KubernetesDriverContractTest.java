package io.rheostat.actuator.driver.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.rheostat.actuator.driver.Driver;
import io.rheostat.actuator.driver.DriverContract;
import io.rheostat.actuator.driver.Owner;
import io.rheostat.model.resource.Target;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// The contract at a Deployment.
final class KubernetesDriverContractTest extends DriverContract {
  private final Playground playground = Playground.open();
  private boolean broken;

  @BeforeEach
  void deploy() {
    Sample.deployment(playground, "web", 0);
  }

  @AfterEach
  void leave() throws IOException {
    playground.close();
  }

  @Override
  protected Driver driver(Owner owner) {
    KubernetesSettings settings =
        new KubernetesSettings(Duration.ofSeconds(5), ReplicaLoad.UNKNOWN, owner);
    return playground.driver(
        settings,
        _ -> {
          if (broken) {
            throw new KubernetesClientException("the network is gone");
          }
        });
  }

  @Override
  protected Target target() {
    return Sample.target(playground, "deployment", "web");
  }

  @Override
  protected void breakTarget() {
    broken = true;
  }
}
