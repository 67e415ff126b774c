package io.rheostat.actuator.driver.kubernetes.object;

import static io.rheostat.actuator.driver.kubernetes.Sample.PLACEMENT;
import static io.rheostat.actuator.driver.kubernetes.Sample.WORKLOAD;
import static io.rheostat.actuator.driver.kubernetes.Sample.generation;
import static io.rheostat.actuator.driver.kubernetes.Sample.order;
import static io.rheostat.actuator.driver.kubernetes.Sample.replicas;
import static io.rheostat.actuator.driver.kubernetes.Sample.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import io.rheostat.actuator.driver.kubernetes.KubernetesDriver;
import io.rheostat.actuator.driver.kubernetes.Playground;
import io.rheostat.actuator.driver.kubernetes.Sample;
import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.model.resource.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Commands, crashes, zombies and people between any two calls. Runs against the API server of
/// `KUBECONFIG` where there is one.
class FenceTest {
  private final Playground playground = Playground.open();
  private final Target target = target(playground, "deployment", "web");
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
    return driver.apply(WORKLOAD, order(target, replicas), generation(counter));
  }

  private void again() {
    playground.delete(web);
    Awaitility.await()
        .ignoreExceptionsMatching(AssertionError.class::isInstance)
        .until(
            () -> {
              Sample.deployment(playground, "web", 2);
              return true;
            });
  }

  private void assertDone(int replicas, int counter) {
    JsonNode object = playground.get(web);
    assertThat(object.at("/spec/replicas").asInt()).isEqualTo(replicas);
    JsonNode annotations = object.path("metadata").path("annotations");
    assertThat(annotations.path(Fence.generationKey(PLACEMENT)).asText()).isEqualTo("1." + counter);
    assertThat(annotations.path(Fence.replicasKey(PLACEMENT)).asText()).isEqualTo("" + replicas);
    assertThat(annotations.has(Fence.fromKey(PLACEMENT))).isFalse();
  }

  /// Returns the number of calls of an undisturbed command.
  private int calls() {
    AtomicInteger calls = new AtomicInteger();
    apply(playground.driver(_ -> calls.incrementAndGet()), 3, 1);
    again();
    return calls.get();
  }

  /// Runs something once, before the call of that number.
  private Playground.Watcher before(int number, Runnable action) {
    AtomicInteger calls = new AtomicInteger();
    return _ -> {
      if (calls.incrementAndGet() == number) {
        action.run();
      }
    };
  }

  private static void crash() {
    throw new Playground.Crash();
  }

  /// On a real server another writer may cost one run a try more than the next.
  private void dieBefore(int number) {
    KubernetesDriver dying = playground.driver(before(number, FenceTest::crash));
    Throwable end = catchThrowable(() -> apply(dying, 3, 1));
    assertThat(end instanceof Playground.Crash || playground.isReal()).isTrue();
  }

  @Test
  void aCommandIsCarriedOutBehindItsFence() {
    List<String> calls = new ArrayList<>();

    assertThat(apply(playground.driver(calls::add), 5, 1)).isInstanceOf(Attempt.Accepted.class);

    assertDone(5, 1);
    assertThat(calls)
        .containsSubsequence(
            "PATCH deployments/web", "PUT deployments/web/scale", "PATCH deployments/web");
  }

  @Test
  void theSameGenerationAgainChangesNothing() {
    KubernetesDriver driver = playground.driver();
    apply(driver, 5, 1);
    List<String> calls = new ArrayList<>();

    assertThat(apply(playground.driver(calls::add), 5, 1)).isInstanceOf(Attempt.Accepted.class);

    assertThat(calls).isNotEmpty().allMatch(call -> call.startsWith("GET "));
    assertDone(5, 1);
  }

  @Test
  void theSameGenerationForOtherReplicasIsRefused() {
    KubernetesDriver driver = playground.driver();
    apply(driver, 5, 1);

    assertThat(apply(driver, 6, 1)).isInstanceOf(Attempt.Refused.class);
    assertDone(5, 1);
  }

  @Test
  void anOlderGenerationIsRefused() {
    KubernetesDriver driver = playground.driver();
    apply(driver, 5, 7);

    assertThat(apply(driver, 3, 6))
        .isEqualTo(
            new Attempt.Refused(
                "Deployment " + playground.namespace + "/web has seen generation 1.7 before 1.6"));
    assertDone(5, 7);
  }

  @Test
  void aCrashBeforeAnyCallHeals() {
    int calls = calls();
    for (int number = 1; number <= calls; number++) {
      dieBefore(number);

      assertThat(apply(playground.driver(), 3, 1)).isInstanceOf(Attempt.Accepted.class);
      assertDone(3, 1);
      again();
    }
  }

  @Test
  void aCrashBeforeAnyCallYieldsToANewerCommand() {
    int calls = calls();
    for (int number = 1; number <= calls; number++) {
      dieBefore(number);

      assertThat(apply(playground.driver(), 4, 2)).isInstanceOf(Attempt.Accepted.class);
      assertDone(4, 2);
      assertThat(apply(playground.driver(), 3, 1)).isInstanceOf(Attempt.Refused.class);
      assertDone(4, 2);
      again();
    }
  }

  @Test
  void aZombieThatStallsBeforeAnyCallOverwritesNothing() {
    int calls = calls();
    for (int number = 1; number <= calls; number++) {
      KubernetesDriver current = playground.driver();
      Runnable overtaken = () -> assertThat(apply(current, 7, 2)).isNotNull();

      apply(playground.driver(before(number, overtaken)), 3, 1);

      assertDone(7, 2);
      again();
    }
  }

  @Test
  void aPersonsChangeBeforeAnyCallStays() {
    int calls = calls();
    for (int number = 1; number <= calls; number++) {
      apply(playground.driver(), 3, 1);
      Runnable person = () -> Sample.scaleByHand(playground, web, 9);

      Attempt attempt = apply(playground.driver(before(number, person)), 4, 2);

      assertThat(replicas(playground, web)).as("%s, %s", number, attempt).isEqualTo(9);
      again();
    }
  }

  @Test
  void aCrashIsNotTakenForAPerson() {
    KubernetesDriver dying =
        playground.driver(
            call -> {
              if (call.startsWith("PUT ")) {
                crash();
              }
            });
    assertThatThrownBy(() -> apply(dying, 3, 1)).isInstanceOf(Playground.Crash.class);

    assertThat(replicas(playground, web)).isEqualTo(2);
    assertThat(Sample.seen(playground.driver(), podsOf(target)).otherWriter()).isEmpty();
  }

  private Target podsOf(Target target) {
    return target(
        playground,
        "deployment",
        target.settings().getOrDefault("deployment", ""),
        "podSelector",
        "none=such");
  }

  @Test
  void aControllerThatWritesInBetweenOnlyCostsATry() {
    AtomicInteger touches = new AtomicInteger();
    KubernetesDriver driver =
        playground.driver(
            call -> {
              if (call.startsWith("PUT ") && touches.incrementAndGet() <= 3) {
                Sample.touch(playground, web, "" + touches.get());
              }
            });

    assertThat(apply(driver, 5, 1)).isInstanceOf(Attempt.Accepted.class);
    assertDone(5, 1);
    assertThat(touches.get()).isBetween(4, 8);
  }

  /// Replicas that are newer than the fence that was read are not a person's.
  @Test
  void aCommandThatIsCarriedOutBetweenTwoReadsIsNotTakenForSomebodyElse() {
    assertThat(apply(playground.driver(), 3, 1)).isInstanceOf(Attempt.Accepted.class);
    AtomicInteger reads = new AtomicInteger();
    KubernetesDriver newest =
        playground.driver(
            call -> {
              if (call.startsWith("GET ")
                  && call.contains("/scale")
                  && reads.incrementAndGet() == 1) {
                assertThat(apply(playground.driver(), 5, 2)).isInstanceOf(Attempt.Accepted.class);
              }
            });

    assertThat(apply(newest, 8, 3)).isInstanceOf(Attempt.Accepted.class);
    assertDone(8, 3);
  }

  @Test
  void anObjectThatNeverHoldsStillIsTriedAgainLater() {
    AtomicInteger touches = new AtomicInteger();
    KubernetesDriver driver =
        playground.driver(
            call -> {
              if (call.startsWith("PUT ")) {
                Sample.touch(playground, web, "" + touches.incrementAndGet());
              }
            });

    assertThat(apply(driver, 5, 1)).isInstanceOf(Attempt.Unreachable.class);
    assertThat(touches.get()).isBetween(2, 20);
  }

  @Test
  void ofManyDriversThatRaceTheNewestGenerationWins() throws InterruptedException {
    List<Attempt> attempts = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int counter = 1; counter <= 8; counter++) {
      int mine = counter;
      KubernetesDriver driver = playground.driver();
      threads.add(Thread.ofVirtual().start(() -> attempts.add(raced(driver, mine))));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(attempts).hasSize(8).noneMatch(Attempt.Unreachable.class::isInstance);
    assertDone(18, 8);
  }

  private Attempt raced(KubernetesDriver driver, int counter) {
    Attempt attempt = apply(driver, 10 + counter, counter);
    for (int again = 0; attempt instanceof Attempt.Unreachable && again < 20; again++) {
      attempt = apply(driver, 10 + counter, counter);
    }
    return attempt;
  }

  @Test
  void annotationsThatNobodyHereWroteAreToldAndLeft() {
    playground.patch(
        web,
        "[{\"op\": \"add\", \"path\": \"/metadata/annotations\", \"value\": {\""
            + Fence.generationKey(PLACEMENT)
            + "\": \"seven\"}}]");

    assertThat(apply(playground.driver(), 5, 1))
        .isInstanceOfSatisfying(
            Attempt.Refused.class,
            refused -> assertThat(refused.reason()).contains("seven", "Remove them."));
    assertThat(replicas(playground, web)).isEqualTo(2);
  }
}
