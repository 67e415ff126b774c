package io.rheostat.actuator.driver.kubernetes;

import static io.rheostat.actuator.driver.kubernetes.Sample.PLACEMENT;
import static io.rheostat.actuator.driver.kubernetes.Sample.WORKLOAD;
import static io.rheostat.actuator.driver.kubernetes.Sample.generation;
import static io.rheostat.actuator.driver.kubernetes.Sample.order;
import static io.rheostat.actuator.driver.kubernetes.Sample.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.actuator.driver.DriverReport;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.resource.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Reports of pods, and choice of the pods to lower by. Runs against the API server of `KUBECONFIG`
/// where there is one; the pods are none of the Deployment's own, so no controller makes or takes
/// any.
class ObservedTest {
  private static final String LABELS = "{\"pods\": \"mine\"}";
  private static final String NO_NODE =
      """
      {"phase": "Pending", "conditions": [{"type": "PodScheduled", "status": "False",
       "reason": "Unschedulable", "message": "0/12 nodes are available: 12 Insufficient gpu."}]}
      """;
  private static final String NO_IMAGE =
      """
      {"phase": "Pending", "containerStatuses": [{"name": "server", "image": "pause",
       "imageID": "", "ready": false, "restartCount": 0, "state": {"waiting":
       {"reason": "ImagePullBackOff", "message": "Back-off pulling image"}}}]}
      """;

  private final Playground playground = Playground.open();
  private final Target target = target(playground, "deployment", "web", "podSelector", "pods=mine");

  @AfterEach
  void leave() throws IOException {
    playground.close();
  }

  private PlacementStatus status() {
    return Sample.seen(playground.driver(), target).placements().getFirst();
  }

  @Test
  void replicasAreCountedByWhatTheirPodsDo() {
    Sample.deployment(playground, "web", 5);
    Sample.pod(playground, "a", LABELS, Sample.READY);
    Sample.pod(playground, "b", LABELS, Sample.STARTING);
    Sample.pod(playground, "c", LABELS, NO_NODE);
    Sample.pod(playground, "other", "{\"pods\": \"others\"}", Sample.READY);

    PlacementStatus status = status();

    assertThat(status.placement()).isEqualTo(PLACEMENT);
    assertThat(status.wanted()).isEqualTo(5);
    assertThat(status.ready()).isEqualTo(1);
    assertThat(status.starting()).as("one is, and two are not made yet").isEqualTo(3);
    assertThat(status.pending()).isEqualTo(1);
    assertThat(status.pendingReason())
        .contains("Unschedulable: 0/12 nodes are available: 12 Insufficient gpu.");
    assertThat(status.draining()).isZero();
  }

  @Test
  void anImageThatCannotBePulledIsPending() {
    Sample.deployment(playground, "web", 1);
    Sample.pod(playground, "a", LABELS, NO_IMAGE);

    assertThat(status().pending()).isEqualTo(1);
    assertThat(status().pendingReason()).contains("ImagePullBackOff: Back-off pulling image");
  }

  @Test
  void aPodOnItsWayDownStillCosts() {
    Sample.deployment(playground, "web", 0);
    String pod = Sample.pod(playground, "a", LABELS, Sample.READY);
    playground.patch(
        pod,
        "[{\"op\": \"add\", \"path\": \"/metadata/finalizers\", \"value\": [\"test.io/hold\"]}]");
    playground.delete(pod + (playground.isReal() ? "?gracePeriodSeconds=300" : ""));

    assertThat(status().draining()).isEqualTo(1);
    assertThat(status().ready()).isZero();

    playground.patch(pod, "[{\"op\": \"remove\", \"path\": \"/metadata/finalizers\"}]");
  }

  @Test
  void aWarningAboutTheObjectSaysWhyPodsAreMissing() {
    Sample.workloadObject(playground, "apps/v1", "StatefulSet", "web", 2);
    event("older", "2999-01-01T00:00:00Z", "web", "exceeded quota: old");
    event("newer", "2999-01-01T00:05:00Z", "web", "exceeded quota: gpus");
    event("other", "2999-01-01T00:06:00Z", "other", "no such thing");
    Target set = target(playground, "statefulSet", "web", "podSelector", "pods=mine");

    PlacementStatus status = Sample.seen(playground.driver(), set).placements().getFirst();

    assertThat(status.pending()).isEqualTo(2);
    assertThat(status.pendingReason()).contains("FailedCreate: exceeded quota: gpus");
  }

  private void event(String name, String time, String about, String message) {
    playground.create(
        playground.path("v1", "events"),
        """
        {"apiVersion": "v1", "kind": "Event", "metadata": {"name": "%s", "namespace": "%s"},
         "involvedObject": {"kind": "StatefulSet", "name": "%s", "namespace": "%s"},
         "reason": "FailedCreate", "type": "Warning", "lastTimestamp": "%s", "message": "%s"}
        """
            .formatted(name, playground.namespace, about, playground.namespace, time, message));
  }

  @Test
  void theNewestGenerationOfAllPlacementsIsTold() {
    Sample.deployment(playground, "web", 1);
    Sample.deployment(playground, "web2", 1);
    KubernetesDriver driver = playground.driver();
    Target second = target(playground, "deployment", "web2", "podSelector", "pods=mine");
    driver.apply(WORKLOAD, order(target, 2), generation(4));

    DriverReport.Seen seen = Sample.seen(driver, target, second);

    assertThat(seen.generation()).isEqualTo(new Generation(1, 4));
    assertThat(seen.placements()).extracting(PlacementStatus::wanted).containsExactly(2, 1);
    assertThat(seen.complete()).isFalse();
  }

  @Test
  void loweringTakesWhatIsNotReadyAndThenTheIdle() {
    Sample.deployment(playground, "web", 4);
    for (String name : List.of("busy", "idle", "unknown")) {
      Sample.pod(playground, name, LABELS, Sample.READY);
    }
    Sample.pod(playground, "starting", LABELS, Sample.STARTING);
    Map<String, Double> running = Map.of("busy", 9.0, "idle", 0.0, "starting", 0.0);
    KubernetesDriver driver =
        playground.driver(
            new KubernetesSettings(Duration.ofSeconds(5), _ -> running, Playground.OWNER), _ -> {});

    driver.apply(WORKLOAD, order(target, 2), generation(1));
    assertThat(List.of(cost("starting"), cost("idle"))).containsOnly(DeletionCosts.FIRST_TO_GO);
    assertThat(List.of(cost("busy"), cost("unknown"))).containsOnly("");

    playground.delete(playground.path("v1", "pods/starting"));
    driver.apply(WORKLOAD, order(target, 3), generation(2));
    driver.apply(WORKLOAD, order(target, 2), generation(3));
    assertThat(cost("idle")).isEqualTo(DeletionCosts.FIRST_TO_GO);
    assertThat(cost("busy")).isEmpty();
  }

  @Test
  void aPodThatStaysAfterAllLosesItsMark() {
    Sample.deployment(playground, "web", 2);
    Sample.pod(playground, "a", LABELS, Sample.READY);
    Sample.pod(playground, "b", LABELS, Sample.STARTING);
    KubernetesDriver driver = playground.driver();
    driver.apply(WORKLOAD, order(target, 1), generation(1));
    assertThat(cost("b")).isEqualTo(DeletionCosts.FIRST_TO_GO);

    playground.patch(
        playground.path("v1", "pods/b") + "/status",
        "[{\"op\": \"add\", \"path\": \"/status\", \"value\": " + Sample.READY + "}]");
    playground.patch(
        playground.path("v1", "pods/a") + "/status",
        "[{\"op\": \"add\", \"path\": \"/status\", \"value\": " + Sample.STARTING + "}]");
    driver.apply(WORKLOAD, order(target, 2), generation(2));
    driver.apply(WORKLOAD, order(target, 1), generation(3));

    assertThat(cost("a")).isEqualTo(DeletionCosts.FIRST_TO_GO);
    assertThat(cost("b")).isEmpty();
  }

  private String cost(String pod) {
    return Sample.annotation(
        playground.get(playground.path("v1", "pods/" + pod)), DeletionCosts.ANNOTATION);
  }
}
