package io.rheostat.actuator.driver.kubernetes;

import static io.rheostat.actuator.driver.kubernetes.Sample.WORKLOAD;
import static io.rheostat.actuator.driver.kubernetes.Sample.generation;
import static io.rheostat.actuator.driver.kubernetes.Sample.order;
import static io.rheostat.actuator.driver.kubernetes.Sample.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.rheostat.actuator.driver.kubernetes.api.Verb;
import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.model.resource.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// CPU and memory of a container. Runs against the API server of `KUBECONFIG` where there is one,
/// but for pods in place: a real server resizes only those that run on a node.
class RequestsTest {
  private static final String LABELS = "{\"app\": \"web\"}";
  private static final String IN_PLACE = "in place only on the fake server";

  private final Playground playground = Playground.open();
  private final Target managed =
      target(
          playground,
          "deployment",
          "web",
          "resources",
          "manage",
          "container",
          "server",
          "memory",
          "4294967296",
          "cpu",
          "2");
  private String web = "";

  @BeforeEach
  void deploy() {
    web = Sample.deployment(playground, "web", 1);
    Sample.pod(playground, "old", LABELS, Sample.READY);
  }

  @AfterEach
  void leave() throws IOException {
    playground.close();
  }

  private JsonNode pod() {
    return playground.get(playground.path("v1", "pods/old")).at("/spec/containers/0/resources");
  }

  private JsonNode template() {
    return playground.get(web).at("/spec/template/spec/containers/0/resources");
  }

  @Test
  void templateAndRunningPodsGetTheRequests() {
    assumeFalse(playground.isReal(), IN_PLACE);
    List<String> calls = new ArrayList<>();
    KubernetesDriver driver = playground.driver(calls::add);

    assertThat(driver.apply(WORKLOAD, order(managed, 2), generation(1)))
        .isInstanceOf(Attempt.Accepted.class);

    for (JsonNode resources : List.of(template(), pod())) {
      assertThat(resources.at("/requests/memory").asText()).isEqualTo("4294967296");
      assertThat(resources.at("/limits/memory").asText())
          .as("a limit that was the request stays the request")
          .isEqualTo("4294967296");
      assertThat(resources.at("/requests/cpu").asText()).isEqualTo("2");
      assertThat(resources.at("/limits").has("cpu")).isFalse();
    }
    assertThat(calls).contains("PATCH pods/old/resize").doesNotContain("PATCH pods/old");
  }

  @Test
  void aServerThatResizesNoPodsGetsTheTemplateOnly() {
    if (playground.isReal()) {
      assumeFalse(playground.resizesPods(), IN_PLACE);
    } else {
      playground.cluster().withoutResizeOfPods();
    }

    Attempt attempt = playground.driver().apply(WORKLOAD, order(managed, 2), generation(1));

    assertThat(attempt)
        .isInstanceOfSatisfying(
            Attempt.Accepted.class,
            accepted -> assertThat(accepted.detail()).contains("running pods keep their requests"));
    assertThat(template().at("/requests/cpu").asText()).isEqualTo("2");
    assertThat(pod().at("/requests/cpu").asText()).isEqualTo("1");
  }

  @Test
  void withoutTheSettingNothingOfItIsTouched() {
    JsonNode before = template();
    List<String> calls = new ArrayList<>();

    playground
        .driver(calls::add)
        .apply(WORKLOAD, order(target(playground, "deployment", "web"), 2), generation(1));

    assertThat(template()).isEqualTo(before);
    assertThat(calls).noneMatch(call -> call.contains("resize"));
  }

  @Test
  void requestsThatHoldAlreadyAreNotWritten() {
    KubernetesDriver first = playground.driver();
    first.apply(WORKLOAD, order(managed, 2), generation(1));
    JsonNode before = template();
    List<String> calls = new ArrayList<>();

    playground.driver(calls::add).apply(WORKLOAD, order(managed, 2), generation(2));

    assertThat(calls).noneMatch(call -> call.contains("resize"));
    assertThat(template()).isEqualTo(before);
  }

  @Test
  void aPodThatCannotBeResizedDoesNotStopTheReplicas() {
    assumeFalse(playground.isReal(), IN_PLACE);
    playground
        .cluster()
        .answer(Verb.PATCH, "pods/resize", () -> FakeCluster.status(422, "infeasible"));

    Attempt attempt = playground.driver().apply(WORKLOAD, order(managed, 2), generation(1));

    assertThat(attempt)
        .isInstanceOfSatisfying(
            Attempt.Accepted.class,
            accepted -> assertThat(accepted.detail()).contains("infeasible"));
    assertThat(Sample.replicas(playground, web)).isEqualTo(2);
  }

  @Test
  void aContainerThatIsNotThereIsRefusedBeforeAnythingIsScaled() {
    Target none =
        target(
            playground,
            "deployment",
            "web",
            "resources",
            "manage",
            "container",
            "sidecar",
            "cpu",
            "2");

    assertThat(playground.driver().apply(WORKLOAD, order(none, 2), generation(1)))
        .isEqualTo(new Attempt.Refused("there is no container sidecar in Deployment web."));
    assertThat(Sample.replicas(playground, web)).isEqualTo(1);
  }
}
