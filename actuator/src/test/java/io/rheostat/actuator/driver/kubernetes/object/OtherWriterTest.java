package io.rheostat.actuator.driver.kubernetes.object;

import static io.rheostat.actuator.driver.kubernetes.Sample.WORKLOAD;
import static io.rheostat.actuator.driver.kubernetes.Sample.generation;
import static io.rheostat.actuator.driver.kubernetes.Sample.order;
import static io.rheostat.actuator.driver.kubernetes.Sample.replicas;
import static io.rheostat.actuator.driver.kubernetes.Sample.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.actuator.driver.kubernetes.KubernetesDriver;
import io.rheostat.actuator.driver.kubernetes.Playground;
import io.rheostat.actuator.driver.kubernetes.Sample;
import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.model.resource.Target;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whoever else sets the same replicas. Runs against the API server of `KUBECONFIG` where there is
/// one.
class OtherWriterTest {
  private final Playground playground = Playground.open();
  private final Target target = target(playground, "deployment", "web");
  private final Target taking = target(playground, "deployment", "web", "takeOver", "true");
  private final KubernetesDriver driver = playground.driver();
  private String web = "";

  @BeforeEach
  void deploy() {
    web = Sample.deployment(playground, "web", 2);
  }

  @AfterEach
  void leave() throws IOException {
    playground.close();
  }

  private Attempt apply(Target target, int replicas, int counter) {
    return driver.apply(WORKLOAD, order(target, replicas), generation(counter));
  }

  private void assertLeftAlone(Target target, String... words) {
    int before = replicas(playground, web);
    assertThat(apply(target, 8, 99))
        .isInstanceOfSatisfying(
            Attempt.Refused.class, refused -> assertThat(refused.reason()).contains(words));
    assertThat(replicas(playground, web)).isEqualTo(before);
    assertThat(Sample.seen(driver, target).otherWriter())
        .hasValueSatisfying(told -> assertThat(told).contains(words[0]));
  }

  @Test
  void anAutoscalerIsReportedAndLeftAlone() {
    Sample.autoscaler(playground, "web-hpa", "web", "{}");

    assertLeftAlone(
        target,
        "HorizontalPodAutoscaler web-hpa scales it within 2..9",
        "Remove the HorizontalPodAutoscaler.");
  }

  @Test
  void anAutoscalerIsNotFoughtEvenWhenTakingOver() {
    Sample.autoscaler(playground, "web-hpa", "web", "{}");

    assertLeftAlone(taking, "HorizontalPodAutoscaler web-hpa");
  }

  @Test
  void kedaIsCalledByItsName() {
    Sample.autoscaler(
        playground, "keda-hpa-web", "web", "{\"scaledobject.keda.sh/name\": \"web-queue\"}");

    assertLeftAlone(taking, "KEDA's ScaledObject web-queue scales it", "Remove the ScaledObject.");
  }

  @Test
  void anAutoscalerOfAnotherObjectIsNoMatter() {
    Sample.autoscaler(playground, "other-hpa", "other", "{}");

    assertThat(apply(target, 8, 1)).isInstanceOf(Attempt.Accepted.class);
    assertThat(Sample.seen(driver, target).otherWriter()).isEmpty();
  }

  @Test
  void onceTheAutoscalerIsGoneCommandsAreCarriedOut() {
    Sample.autoscaler(playground, "web-hpa", "web", "{}");
    assertLeftAlone(target, "web-hpa");

    playground.delete(playground.path("autoscaling/v1", "horizontalpodautoscalers/web-hpa"));

    assertThat(apply(target, 8, 100)).isInstanceOf(Attempt.Accepted.class);
    assertThat(replicas(playground, web)).isEqualTo(8);
  }

  @Test
  void aPersonsNumberIsLeftAloneUntilToldOtherwise() {
    apply(target, 3, 1);
    Sample.scaleByHand(playground, web, 5);

    assertLeftAlone(
        target,
        "set 5 replicas where generation 1.1 had set 3",
        "Set 3 again, or write takeOver: true");

    assertThat(apply(taking, 8, 100)).isInstanceOf(Attempt.Accepted.class);
    assertThat(replicas(playground, web)).isEqualTo(8);
    assertThat(Sample.seen(driver, target).otherWriter()).isEmpty();
  }

  @Test
  void aPersonWhoGoesBackEndsIt() {
    apply(target, 3, 1);
    Sample.scaleByHand(playground, web, 5);
    Sample.scaleByHand(playground, web, 3);

    assertThat(apply(target, 8, 2)).isInstanceOf(Attempt.Accepted.class);
  }

  @Test
  void aPersonWhoGoesBackToTheNumberBeforeTheCommandIsSeenToo() {
    apply(target, 3, 1);
    Sample.scaleByHand(playground, web, 2);

    assertLeftAlone(target, "set 2 replicas where generation 1.1 had set 3");
  }

  @Test
  void whoeverMovedItIsNamed() {
    apply(target, 3, 1);
    Sample.scaleByHand(playground, web, 5);
    String who = "rheostat-test at ";
    if (!playground.isReal()) {
      who = "kubectl-scale at 2026-11-23T12:00:00Z";
      playground.patch(web, managedBy("kubectl-scale", "Update", "2026-11-23T12:00:00Z"));
    }

    assertLeftAlone(target, who);
  }

  @Test
  void aToolThatDeclaresReplicasIsLeftAloneUntilToldOtherwise() {
    if (playground.isReal()) {
      String replicas =
          "{\"apiVersion\": \"apps/v1\", \"kind\": \"Deployment\","
              + " \"metadata\": {\"name\": \"web\"}, \"spec\": {\"replicas\": 2}}";
      playground.apply(web, "argocd", replicas);
    } else {
      playground.patch(web, managedBy("argocd", "Apply", "2026-11-23T12:00:00Z"));
    }

    assertLeftAlone(target, "field manager argocd declares its replicas", "takeOver: true");
    assertThat(apply(taking, 8, 100)).isInstanceOf(Attempt.Accepted.class);
  }

  @Test
  void whoCreatedItIsNoOtherWriter() {
    if (!playground.isReal()) {
      playground.patch(web, managedBy("kubectl-create", "Update", "2026-11-23T12:00:00Z"));
    }

    assertThat(Sample.seen(driver, target).otherWriter()).isEmpty();
    assertThat(apply(target, 8, 1)).isInstanceOf(Attempt.Accepted.class);
  }

  private static String managedBy(String manager, String operation, String time) {
    return """
    [{"op": "add", "path": "/metadata/managedFields", "value": [
      {"manager": "rheostat", "operation": "Update", "time": "2026-11-23T11:00:00Z",
       "fieldsType": "FieldsV1", "fieldsV1": {"f:metadata": {"f:annotations": {}}}},
      {"manager": "%s", "operation": "%s", "time": "%s",
       "fieldsType": "FieldsV1", "fieldsV1": {"f:spec": {"f:replicas": {}}}}]}]
    """
        .formatted(manager, operation, time);
  }
}
