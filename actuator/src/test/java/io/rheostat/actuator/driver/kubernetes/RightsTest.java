package io.rheostat.actuator.driver.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.actuator.driver.kubernetes.api.Verb;
import io.rheostat.model.resource.Target;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RightsTest {
  @Test
  void theShippedRoleLacksNothingForAnyKind() throws IOException {
    try (Playground playground = Playground.fake()) {
      KubernetesDriver driver = playground.driver();

      for (Target target :
          new Target[] {
            Sample.target(playground, "deployment", "it"),
            Sample.managed(playground, "it", "server", "3"),
            Sample.target(playground, "statefulSet", "it"),
            Sample.target(playground, "leaderWorkerSet", "it", "podSelector", "lws=it"),
            Sample.target(playground, "rayCluster", "it", "workerGroup", "gpu"),
            Sample.target(playground, "pytorchJob", "it"),
            Sample.target(playground, "jobSet", "it", "replicatedJob", "workers")
          }) {
        assertThat(driver.missingRights(Sample.workload(target))).isEmpty();
      }
    }
  }

  @Test
  void managedResourcesNeedTheResizeOfPods() throws IOException {
    Set<Rule> granted = new TreeSet<>(Manifests.read(Manifests.TARGET).granted());
    granted.removeIf(rule -> rule.resource().equals("pods/resize"));
    try (Playground playground = Playground.fake(Optional.of(granted))) {
      Target managed = Sample.managed(playground, "it", "server", "3");
      Target plain = Sample.target(playground, "deployment", "it");

      assertThat(playground.driver().missingRights(Sample.workload(managed)))
          .containsExactly("patch pods/resize " + playground.namespace);
      assertThat(playground.driver().missingRights(Sample.workload(plain))).isEmpty();
    }
  }

  @Test
  void eachRightThatIsMissingIsNamed() throws IOException {
    Set<Rule> granted = new TreeSet<>(Manifests.read(Manifests.TARGET).granted());
    granted.removeIf(
        rule -> rule.resource().equals("deployments/scale") && rule.verb() == Verb.UPDATE);
    granted.removeIf(rule -> rule.resource().equals("events") && rule.verb() == Verb.CREATE);
    try (Playground playground = Playground.fake(Optional.of(granted))) {
      String where = playground.namespace;

      assertThat(
              playground
                  .driver()
                  .missingRights(Sample.workload(Sample.target(playground, "deployment", "it"))))
          .containsExactlyInAnyOrder(
              "update deployments/scale " + where + "/it", "create events " + where);
    }
  }
}
