package io.rheostat.ingest.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rheostat.ingest.discovery.TargetSource.Answer;
import io.rheostat.ingest.exposition.series.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class RefreshedTargetsTest {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final Duration REFRESH = Duration.ofSeconds(30);
  private static final TargetGroup GROUP = new TargetGroup(List.of("a:80"), Labels.EMPTY);

  @Test
  void aSourceIsAskedWhenItIsDueAndNotBefore() {
    Scripted source = new Scripted(targets(GROUP), targets(), targets(GROUP));
    RefreshedTargets refreshed = new RefreshedTargets(source, REFRESH);

    settle(refreshed, START);
    refreshed.refresh(START.plusSeconds(29));
    assertThat(source.asked).hasValue(1);
    assertThat(refreshed.groups()).containsExactly(GROUP);

    settle(refreshed, START.plusSeconds(30));
    assertThat(source.asked).hasValue(2);
    assertThat(refreshed.groups()).isEmpty();
  }

  @Test
  void aFailureKeepsTheLastGoodAnswerAndIsToldOnce() {
    Scripted source = new Scripted(targets(GROUP), new Answer.Failed("broken"));
    RefreshedTargets refreshed = new RefreshedTargets(source, REFRESH);
    settle(refreshed, START);

    List<String> problems = settle(refreshed, START.plus(REFRESH));

    assertThat(problems).containsExactly("broken");
    assertThat(refreshed.refresh(START.plus(REFRESH))).isEmpty();
    assertThat(refreshed.groups()).containsExactly(GROUP);
  }

  @Test
  void aFaultOfASourceIsAFailureLikeAnyOther() {
    Scripted source = new Scripted(targets(GROUP));
    RefreshedTargets refreshed = new RefreshedTargets(source, REFRESH);
    settle(refreshed, START);

    List<String> problems = settle(refreshed, START.plus(REFRESH));

    assertThat(problems).singleElement().asString().contains("fault");
    assertThat(refreshed.groups()).containsExactly(GROUP);
  }

  @Test
  void aHangingSourceDelaysNobodyAndIsNotAskedTwiceAtOnce() {
    Hanging source = new Hanging();
    RefreshedTargets refreshed = new RefreshedTargets(source, REFRESH);

    refreshed.refresh(START);
    refreshed.refresh(START.plus(REFRESH));
    refreshed.refresh(START.plus(REFRESH.multipliedBy(2)));

    await().until(() -> source.asked.get() == 1);
    assertThat(refreshed.answered()).isFalse();
    refreshed.stop();
    await().untilTrue(source.givenUp);
  }

  /// Asks at that time and takes the answer; what went wrong is returned.
  private static List<String> settle(RefreshedTargets refreshed, Instant now) {
    List<String> problems = new ArrayList<>();
    refreshed.refresh(now).ifPresent(problems::add);
    await()
        .pollInSameThread()
        .until(
            () -> {
              refreshed.refresh(now).ifPresent(problems::add);
              return !refreshed.asking();
            });
    return problems;
  }

  private static Answer targets(TargetGroup... groups) {
    return new Answer.Targets(List.of(groups));
  }

  /// Gives one answer after another; when there is none left, it breaks.
  private static final class Scripted implements TargetSource {
    private final Queue<Answer> answers;
    private final AtomicInteger asked = new AtomicInteger();

    Scripted(Answer... answers) {
      this.answers = new ArrayDeque<>(List.of(answers));
    }

    @Override
    public Answer ask() {
      asked.incrementAndGet();
      return answers.remove();
    }
  }

  /// Never answers.
  private static final class Hanging implements TargetSource {
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicBoolean givenUp = new AtomicBoolean();

    @Override
    public Answer ask() throws InterruptedException {
      asked.incrementAndGet();
      try {
        new CountDownLatch(1).await();
        return new Answer.Failed("unreachable");
      } finally {
        givenUp.set(true);
      }
    }
  }
}
