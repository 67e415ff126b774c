package io.rheostat.actuator.driver.kubernetes;

import static io.rheostat.actuator.driver.kubernetes.Sample.WORKLOAD;
import static io.rheostat.actuator.driver.kubernetes.Sample.generation;
import static io.rheostat.actuator.driver.kubernetes.Sample.order;
import static io.rheostat.actuator.driver.kubernetes.Sample.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import io.rheostat.actuator.driver.kubernetes.api.Verb;
import io.rheostat.actuator.protocol.queue.Attempt;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Events of commands, as `kubectl describe` shows them. Runs against the API server of
/// `KUBECONFIG` where there is one.
class ScaledEventTest {
  private final Playground playground = Playground.open();
  private String web = "";

  @BeforeEach
  void deploy() {
    web = Sample.deployment(playground, "web", 2);
  }

  @AfterEach
  void leave() throws IOException {
    playground.close();
  }

  private Attempt apply(KubernetesDriver driver, int replicas, int counter) {
    return driver.apply(
        WORKLOAD, order(target(playground, "deployment", "web"), replicas), generation(counter));
  }

  private List<JsonNode> events() {
    String query = "events?fieldSelector=involvedObject.name=web,reason=" + ScaledEvent.REASON;
    return playground.get(playground.path("v1", query)).path("items").valueStream().toList();
  }

  private List<String> messages() {
    return events().stream().map(event -> event.path("message").asText()).toList();
  }

  @Test
  void everyCommandThatChangesReplicasIsToldOnceAtTheObject() {
    KubernetesDriver driver = playground.driver();
    apply(driver, 5, 1);
    apply(driver, 5, 1);
    apply(driver, 3, 2);

    assertThat(messages())
        .containsExactlyInAnyOrder(
            "command 1.1: placement h100 of chat scaled from 2 to 5 replicas",
            "command 1.2: placement h100 of chat scaled from 5 to 3 replicas");
    JsonNode involved = events().getFirst().path("involvedObject");
    assertThat(involved.path("apiVersion").asText()).isEqualTo("apps/v1");
    assertThat(involved.path("kind").asText()).isEqualTo("Deployment");
    assertThat(involved.path("uid").asText())
        .isNotEmpty()
        .isEqualTo(playground.get(web).at("/metadata/uid").asText());
  }

  @Test
  void aCommandThatFindsItsReplicasTellsNothing() {
    assertThat(apply(playground.driver(), 2, 1)).isInstanceOf(Attempt.Accepted.class);

    assertThat(messages()).isEmpty();
  }

  @Test
  void aCommandThatIsTriedAgainAfterACrashIsToldAtMostOnce() {
    AtomicInteger all = new AtomicInteger();
    apply(playground.driver(_ -> all.incrementAndGet()), 3, 1);
    for (int number = 1; number <= all.get(); number++) {
      int counter = number + 1;
      int replicas = counter % 2 == 0 ? 4 : 3;
      int dying = number;
      AtomicInteger calls = new AtomicInteger();
      Throwable end =
          catchThrowable(
              () ->
                  apply(
                      playground.driver(
                          _ -> {
                            if (calls.incrementAndGet() == dying) {
                              throw new Playground.Crash();
                            }
                          }),
                      replicas,
                      counter));
      assertThat(end instanceof Playground.Crash || playground.isReal()).isTrue();
      assertThat(apply(playground.driver(), replicas, counter))
          .isInstanceOf(Attempt.Accepted.class);
    }

    assertThat(messages()).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(all.get() - 1);
  }

  @Test
  void withoutTheRightTheCommandIsCarriedOutAndItsOutcomeNamesTheRule() throws IOException {
    Set<Rule> granted = new HashSet<>(Manifests.read(Manifests.TARGET).granted());
    assertThat(granted.remove(new Rule("", "events", Verb.CREATE))).isTrue();
    try (Playground strict = Playground.fake(Optional.of(granted))) {
      String path = Sample.deployment(strict, "web", 2);

      Attempt attempt =
          strict
              .driver()
              .apply(WORKLOAD, order(target(strict, "deployment", "web"), 5), generation(1));

      assertThat(attempt).isInstanceOf(Attempt.Accepted.class);
      assertThat(attempt.toString())
          .contains("event not written", "resources: [events], verbs: [create]");
      assertThat(Sample.replicas(strict, path)).isEqualTo(5);
    }
  }
}
