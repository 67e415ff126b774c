package io.rheostat.actuator.driver.kubernetes.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.actuator.driver.kubernetes.KubernetesDriver;
import io.rheostat.actuator.driver.kubernetes.KubernetesSettings;
import io.rheostat.actuator.driver.kubernetes.Playground;
import io.rheostat.actuator.driver.kubernetes.ReplicaLoad;
import io.rheostat.actuator.driver.kubernetes.Sample;
import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.model.resource.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Discovery of the cluster to talk to.
class KubernetesClusterTest {
  @TempDir Path directory;
  private final Playground playground = Playground.fake();

  @BeforeEach
  void configure() throws IOException {
    Path kubeconfig = directory.resolve("config");
    Files.writeString(
        kubeconfig,
        """
        apiVersion: v1
        kind: Config
        current-context: nowhere
        clusters:
          - {name: here, cluster: {server: "%s"}}
          - {name: gone, cluster: {server: "http://127.0.0.1:1"}}
        users: [{name: me, user: {token: secret}}]
        contexts:
          - {name: staging, context: {cluster: here, user: me}}
          - {name: nowhere, context: {cluster: gone, user: me}}
        """
            .formatted(playground.url()));
    System.setProperty("kubeconfig", kubeconfig.toString());
  }

  @AfterEach
  void leave() throws IOException {
    System.clearProperty("kubeconfig");
    playground.close();
  }

  private static Attempt apply(Target target) {
    try (KubernetesDriver driver =
        KubernetesDriver.open(KubernetesSettings.with(ReplicaLoad.UNKNOWN, Playground.OWNER))) {
      return driver.apply("chat", Sample.order(target, 3), Sample.generation(1));
    }
  }

  @Test
  void aTargetsContextIsTakenFromTheKubeconfig() {
    String web = Sample.deployment(playground, "web", 1);

    assertThat(apply(Sample.target(playground, "deployment", "web", "context", "staging")))
        .isInstanceOf(Attempt.Accepted.class);
    assertThat(Sample.replicas(playground, web)).isEqualTo(3);
  }

  @Test
  void withoutAContextTheCurrentOneIsAsked() {
    assertThat(apply(Sample.target(playground, "deployment", "web")))
        .isInstanceOf(Attempt.Unreachable.class);
  }

  @Test
  void aContextThatIsNotThereIsRefused() {
    assertThat(apply(Sample.target(playground, "deployment", "web", "context", "prod")))
        .isEqualTo(new Attempt.Refused("the kubeconfig has no context prod."));
  }

  @Test
  void aKubeconfigThatCannotBeReadIsUnreachable() throws IOException {
    Files.writeString(directory.resolve("config"), "{clusters: 7");

    assertThat(apply(Sample.target(playground, "deployment", "web")))
        .isInstanceOf(Attempt.Unreachable.class);
  }
}
