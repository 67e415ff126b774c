package io.rheostat.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.ingest.testing.Bench;
import io.rheostat.ingest.testing.FailingLog;
import io.rheostat.ingest.testing.RecordingLog;
import io.rheostat.ingest.testing.SilentLog;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.ReplicaGone;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class EventBufferTest {
  @Test
  void eventsGoOutAtOnceWhileTheLogIsThere() {
    RecordingLog log = new RecordingLog();
    EventBuffer buffer = new EventBuffer(log, Bench.with(log).ports().metrics(), 10);

    append(buffer, 0, 3);

    assertThat(names(log)).containsExactly("0", "1", "2");
    assertThat(buffer.size()).isZero();
  }

  @Test
  void eventsWaitInOrderWhileTheLogIsGoneAndFollowWhenItIsBack() {
    FailingLog log = new FailingLog();
    EventBuffer buffer = new EventBuffer(log, Bench.with(log).ports().metrics(), 10);
    append(buffer, 0, 4);
    log.mend();

    append(buffer, 4, 1);

    assertThat(names(log.kept())).containsExactly("0", "1", "2", "3", "4");
    assertThat(buffer.size()).isZero();
  }

  @Test
  void waitingEventsAreRetriedWithoutANewOne() {
    FailingLog log = new FailingLog();
    EventBuffer buffer = new EventBuffer(log, Bench.with(log).ports().metrics(), 10);
    append(buffer, 0, 2);
    log.mend();

    buffer.retry();

    assertThat(names(log.kept())).containsExactly("0", "1");
  }

  @Test
  void theOldestIsDroppedAndCountedWhenTheBufferIsFull() {
    FailingLog log = new FailingLog();
    Bench bench = Bench.with(log);
    EventBuffer buffer = new EventBuffer(log, bench.ports().metrics(), 3);
    append(buffer, 0, 8);
    assertThat(buffer.size()).isEqualTo(3);
    log.mend();

    buffer.retry();

    assertThat(names(log.kept())).containsExactly("5", "6", "7");
    assertThat(bench.counted("rheostat.ingest.buffer.dropped")).isEqualTo(5);
  }

  @Test
  void eventsThatFailTogetherAreSentAgainInOrder() {
    SilentLog log = new SilentLog();
    EventBuffer buffer = new EventBuffer(log, Bench.with(log).ports().metrics(), 10);
    append(buffer, 0, 3);
    log.answer(1).completeExceptionally(new IOException("gone"));
    log.answer(0).completeExceptionally(new IOException("gone"));
    log.answer(2).completeExceptionally(new IOException("gone"));

    buffer.retry();
    log.answer(3).complete(null);

    assertThat(names(log.asked())).containsExactly("0", "1", "2", "0", "1", "2");
  }

  @Test
  void oneEventAtATimeIsTriedWhileTheLogIsGone() {
    SilentLog log = new SilentLog();
    EventBuffer buffer = new EventBuffer(log, Bench.with(log).ports().metrics(), 10);
    append(buffer, 0, 1);
    log.answer(0).completeExceptionally(new IOException("gone"));

    append(buffer, 1, 5);

    assertThat(names(log.asked())).containsExactly("0", "0");
  }

  @Test
  void aLogThatThrowsIsALogThatIsGone() {
    WorkloadLog throwing =
        (_, _, _, _) -> {
          throw new IllegalStateException("closed");
        };
    Bench bench = Bench.with(throwing);
    EventBuffer buffer = new EventBuffer(throwing, bench.ports().metrics(), 10);

    append(buffer, 0, 2);

    assertThat(buffer.size()).isEqualTo(2);
    assertThat(bench.counted("rheostat.ingest.append.failures")).isEqualTo(2);
  }

  @Test
  void anEventThatIsRefusedForGoodIsDroppedAndHoldsUpNoOther() {
    SilentLog log = new SilentLog();
    Bench bench = Bench.with(log);
    EventBuffer buffer = new EventBuffer(log, bench.ports().metrics(), 10);
    append(buffer, 0, 2);

    log.answer(0).completeExceptionally(new EventRefusedException(new IOException("too large")));
    log.answer(1).complete(null);

    assertThat(buffer.size()).isZero();
    assertThat(names(log.asked())).containsExactly("0", "1");
    assertThat(bench.counted("rheostat.ingest.buffer.dropped")).isEqualTo(1);
  }

  private static void append(EventBuffer buffer, int from, int count) {
    IntStream.range(from, from + count)
        .forEach(
            number ->
                buffer.append(
                    "chat",
                    new WorkloadEvent.Left(new ReplicaGone("chat", Integer.toString(number))),
                    Bench.START,
                    0));
  }

  private static List<String> names(RecordingLog log) {
    return log.gone().stream().map(ReplicaGone::replica).toList();
  }
}
