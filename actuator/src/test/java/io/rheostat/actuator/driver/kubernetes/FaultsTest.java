package io.rheostat.actuator.driver.kubernetes;

import static io.rheostat.actuator.driver.kubernetes.Sample.WORKLOAD;
import static io.rheostat.actuator.driver.kubernetes.Sample.generation;
import static io.rheostat.actuator.driver.kubernetes.Sample.order;
import static io.rheostat.actuator.driver.kubernetes.Sample.replicas;
import static io.rheostat.actuator.driver.kubernetes.Sample.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.mockwebserver.http.MockResponse;
import io.rheostat.actuator.driver.DriverReport;
import io.rheostat.actuator.driver.kubernetes.api.Address;
import io.rheostat.actuator.driver.kubernetes.api.ResourceType;
import io.rheostat.actuator.driver.kubernetes.api.Verb;
import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.model.resource.Target;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A cluster's faults become outcomes with their reasons, never exceptions.
class FaultsTest {
  private final Playground playground = Playground.fake();
  private final Target target = target(playground, "deployment", "web");

  @AfterEach
  void leave() throws IOException {
    playground.close();
  }

  private Attempt apply(Target at) {
    return playground.driver().apply(WORKLOAD, order(at, 5), generation(1));
  }

  private static String reason(Attempt attempt) {
    return switch (attempt) {
      case Attempt.Accepted(String detail) -> detail;
      case Attempt.Refused(String reason) -> reason;
      case Attempt.Unreachable(String reason) -> reason;
    };
  }

  @Test
  void aTargetThatIsNotThereIsRefused() {
    Attempt attempt = apply(target);

    assertThat(attempt)
        .isEqualTo(
            new Attempt.Refused(
                "there is no deployments " + playground.namespace + "/web (HTTP 404)"));
    assertThat(playground.driver().observe(Sample.workload(target)))
        .isEqualTo(new DriverReport.Unknown(reason(attempt)));
  }

  @Test
  void aCallThatNoRoleGrantsNamesTheRule() throws IOException {
    try (Playground strict =
        Playground.fake(Optional.of(Set.of(new Rule("apps", "deployments", Verb.GET))))) {
      Sample.deployment(strict, "web", 2);

      Attempt attempt =
          strict
              .driver()
              .apply(WORKLOAD, order(target(strict, "deployment", "web"), 5), generation(1));

      assertThat(attempt).isInstanceOf(Attempt.Refused.class);
      assertThat(reason(attempt))
          .startsWith("get deployments/scale " + strict.namespace + "/web: HTTP 403")
          .endsWith(
              "Add to the Role of namespace "
                  + strict.namespace
                  + ": {apiGroups: [\"apps\"], resources: [deployments/scale], verbs: [get]}");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400, true",
    "401, false",
    "403, true",
    "404, true",
    "405, true",
    "409, false",
    "422, true",
    "418, false",
    "429, false",
    "500, false",
    "502, false",
    "503, false",
    "504, false"
  })
  void everyStatusAtEveryCallIsAnOutcome(int code, boolean refused) {
    Sample.deployment(playground, "web", 2);
    String[][] calls = {
      {"GET", "deployments"},
      {"GET", "deployments/scale"},
      {"LIST", "horizontalpodautoscalers"},
      {"PATCH", "deployments"},
      {"UPDATE", "deployments/scale"}
    };
    for (String[] call : calls) {
      playground.cluster().answerAsUsual();
      playground
          .cluster()
          .answer(Verb.valueOf(call[0]), call[1], () -> FakeCluster.status(code, "told so"));

      Attempt attempt = apply(target);

      assertThat(attempt)
          .as("%s at %s %s", code, call[0], call[1])
          .isInstanceOf(refused ? Attempt.Refused.class : Attempt.Unreachable.class);
      assertThat(reason(attempt)).contains("" + code);
      assertThat(replicas(playground, web())).isEqualTo(2);
    }
    playground.cluster().answerAsUsual();
    assertThat(apply(target)).isInstanceOf(Attempt.Accepted.class);
  }

  private String web() {
    return playground.path("apps/v1", "deployments/web");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "7", "{", "<html>proxy</html>", "\"text\""})
  void nonsenseIsNoAnswer(String body) {
    Sample.deployment(playground, "web", 2);
    playground
        .cluster()
        .answer(
            Verb.GET, "deployments", () -> new MockResponse().setResponseCode(200).setBody(body));

    assertThat(reason(apply(target))).contains("the answer is not JSON");
    assertThat(playground.driver().observe(Sample.workload(target)))
        .isInstanceOf(DriverReport.Unknown.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"metadata\": 7, \"spec\": [], \"status\": null}",
        "{\"spec\": {\"replicas\": \"many\"}}",
        "{\"spec\": {\"replicas\": -3}}",
        "{\"spec\": {\"replicas\": 1e99}}",
        "{\"items\": {\"a\": 1}, \"metadata\": {\"continue\": {}}}",
        "{\"items\": [null, 7, {\"status\": []}]}"
      })
  void objectsOfNoSenseThrowNothing(String body) {
    Sample.deployment(playground, "web", 2);
    for (Verb verb : Verb.values()) {
      for (String resource :
          new String[] {
            "deployments", "deployments/scale", "pods", "horizontalpodautoscalers", "events"
          }) {
        playground.cluster().answerAsUsual();
        playground
            .cluster()
            .answer(verb, resource, () -> new MockResponse().setResponseCode(200).setBody(body));

        assertThat(apply(target)).isNotNull();
        assertThat(playground.driver().observe(Sample.workload(target))).isNotNull();
      }
    }
  }

  @Test
  void aServerThatHangsIsGivenUp() {
    Sample.deployment(playground, "web", 2);
    playground
        .cluster()
        .answer(
            Verb.GET,
            "deployments",
            () ->
                new MockResponse()
                    .setResponseCode(200)
                    .setBody("{}")
                    .setBodyDelay(Duration.ofSeconds(20)));
    KubernetesDriver driver =
        playground.driver(
            new KubernetesSettings(Duration.ofMillis(300), ReplicaLoad.UNKNOWN, Playground.OWNER),
            _ -> {});
    Instant start = Instant.now();

    Attempt attempt = driver.apply(WORKLOAD, order(target, 5), generation(1));

    assertThat(attempt).isInstanceOf(Attempt.Unreachable.class);
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void aServerThatAsksForPeaceIsLeftAlone() {
    Sample.deployment(playground, "web", 2);
    AtomicInteger asked = new AtomicInteger();
    playground
        .cluster()
        .answer(
            Verb.GET,
            "deployments",
            () -> {
              asked.incrementAndGet();
              return FakeCluster.status(429, "too many requests").addHeader("Retry-After", "30");
            });
    KubernetesDriver driver = playground.driver();
    driver.apply(WORKLOAD, order(target, 5), generation(1));

    Attempt attempt = driver.apply(WORKLOAD, order(target, 5), generation(1));

    assertThat(attempt).isInstanceOf(Attempt.Unreachable.class);
    assertThat(reason(attempt)).contains("asked to be left alone until");
    assertThat(asked).hasValue(1);
  }

  @Test
  void aServerThatIsNotThereIsUnreachable() throws IOException {
    Playground gone = Playground.fake();
    KubernetesDriver driver = gone.driver();
    Target there = target(gone, "deployment", "web");
    gone.close();

    assertThat(gone.driver().apply(WORKLOAD, order(there, 5), generation(1)))
        .isInstanceOf(Attempt.Unreachable.class);
    driver.close();
  }

  @Test
  void settingsThatNobodyCheckedAreRefused() {
    assertThat(reason(apply(new Target("kubernetes", new TreeMap<>()))))
        .isEqualTo("the target has no kind: {}.");
    assertThat(reason(apply(target(playground, "rayCluster", "it"))))
        .startsWith("the target has no workerGroup");
    assertThat(reason(apply(target(playground, "deployment", "it", "replicasPath", "spec"))))
        .contains("'spec' is no path");
    assertThat(reason(apply(Sample.managed(playground, "it", "c", "lots"))))
        .isEqualTo("cpu of the target is \"lots\".");
  }

  @Test
  void aNameCannotLeaveItsPlaceInTheAddress() {
    assertThat(Address.of(ResourceType.PODS, "a/../b", "x?watch=true").sub("resize").path())
        .isEqualTo("/api/v1/namespaces/a%2F..%2Fb/pods/x%3Fwatch%3Dtrue/resize");
  }
}
