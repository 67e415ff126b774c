package io.rheostat.ingest.push;

import static io.rheostat.ingest.testing.Pushing.NOW;
import static io.rheostat.ingest.testing.Pushing.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.config.settings.Ingest;
import io.rheostat.ingest.log.EventRefusedException;
import io.rheostat.ingest.log.WorkloadLog;
import io.rheostat.ingest.matching.LabelBytes;
import io.rheostat.ingest.matching.PushReadings;
import io.rheostat.ingest.matching.SeriesMatcher;
import io.rheostat.ingest.reject.RejectionReason;
import io.rheostat.ingest.testing.Bench;
import io.rheostat.ingest.testing.Declared;
import io.rheostat.ingest.testing.FailingLog;
import io.rheostat.ingest.testing.Pushing;
import io.rheostat.ingest.testing.RecordingLog;
import io.rheostat.model.signal.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Ends of pushed requests.
final class PushReceiverTest {
  private final RecordingLog log = new RecordingLog();
  private final Bench bench = Bench.with(log);

  @Test
  void whatIsGoodIsKept() {
    PushOutcome outcome = receiver(bench, Ingest.DEFAULT).receive("test", body("chat-0"));

    assertThat(outcome).isEqualTo(new PushOutcome.Kept(1, Optional.empty()));
    assertThat(told(log.readings())).containsExactly("chat-0 REQUESTS_RUNNING 3.0");
  }

  @Test
  void aBodyThatBreaksOffLeavesNothing() {
    PushReceiver receiver = receiver(bench, Ingest.DEFAULT);
    PushOutcome outcome =
        receiver.receive(
            "test",
            into -> {
              take(into, "chat-0");
              throw new MalformedRequestException("it breaks off");
            });
    receiver.receive("test", body("chat-1"));

    assertThat(outcome).isEqualTo(new PushOutcome.Malformed("it breaks off"));
    assertThat(told(log.readings())).containsExactly("chat-1 REQUESTS_RUNNING 3.0");
    assertThat(bench.rejects().reasons()).containsExactly(RejectionReason.MALFORMED_REQUEST);
  }

  @Test
  void aLogThatIsGoneIsAskedOnceAndCounted() {
    Bench behind = Bench.with(new FailingLog());

    PushOutcome outcome = receiver(behind, Ingest.DEFAULT).receive("test", body("a", "b", "c"));

    assertThat(outcome).isInstanceOf(PushOutcome.Later.class);
    assertThat(behind.counted("rheostat.ingest.append.failures")).isEqualTo(1);
  }

  @Test
  void whatTheLogNeverTakesIsAnErrorOfTheRequestAndTheRestIsKept() {
    WorkloadLog choosy =
        (workload, event, at, micros) ->
            log.events().isEmpty()
                ? log.append(workload, event, at, micros)
                : CompletableFuture.failedFuture(
                    new EventRefusedException(new IOException("too large")));
    Bench narrow = Bench.with(choosy);

    PushOutcome outcome = receiver(narrow, Ingest.DEFAULT).receive("test", body("a", "b", "c"));

    assertThat(outcome)
        .isEqualTo(
            new PushOutcome.Kept(
                3,
                Optional.of("a replica has more samples at one time than the workload-log takes")));
    assertThat(narrow.rejects().reasons()).containsExactly(RejectionReason.TOO_LARGE);
  }

  @Test
  void aLogThatRefusesOneAndFailsAnotherIsToBeAskedAgain() {
    AtomicInteger appends = new AtomicInteger();
    CompletableFuture<Void> failing = new CompletableFuture<>();
    WorkloadLog mixed =
        (_, _, _, _) -> {
          if (appends.incrementAndGet() == 1) {
            return failing;
          }
          failing.completeExceptionally(new IOException("the broker is gone"));
          return CompletableFuture.failedFuture(
              new EventRefusedException(new IOException("too large")));
        };

    PushOutcome outcome =
        receiver(Bench.with(mixed), Ingest.DEFAULT).receive("test", body("a", "b"));

    assertThat(outcome).isInstanceOf(PushOutcome.Later.class);
  }

  @Test
  void nothingOfARequestThatIsTooMuchIsKept() {
    PushReceiver narrow = receiver(bench, Pushing.limits(10, 64, 100, 1));
    narrow.receive("test", body("a", "b"));

    PushOutcome again = narrow.receive("test", body("a", "b"));
    PushOutcome other = narrow.receive("other", body("c"));

    assertThat(again).isInstanceOf(PushOutcome.TooMuch.class);
    assertThat(other).isInstanceOf(PushOutcome.Kept.class);
    assertThat(told(log.readings()))
        .containsExactly(
            "a REQUESTS_RUNNING 3.0", "b REQUESTS_RUNNING 3.0", "c REQUESTS_RUNNING 3.0");
  }

  @Test
  void aNewDeclarationResolvesAllSeriesAnew() {
    PushReceiver receiver = receiver(bench, Ingest.DEFAULT);
    receiver.receive("test", body("chat-0"));
    receiver.declare(new SeriesMatcher(Declared.of(Declared.VLLM)), Ingest.DEFAULT);
    receiver.receive("test", body("chat-0"));

    assertThat(log.readings()).hasSize(1);
    assertThat(bench.counted("rheostat.ingest.samples", "fate", "unclaimed")).isEqualTo(1);
  }

  private static PushReceiver receiver(Bench bench, Ingest limits) {
    return new PushReceiver(Pushing.matcher(), limits, bench.ports());
  }

  private static PushBody body(String... pods) {
    return into -> {
      for (String pod : pods) {
        take(into, pod);
      }
      return pods.length;
    };
  }

  private static void take(PushReadings into, String pod) {
    LabelBytes labels = new LabelBytes();
    labels.add(bytes("__name__"), bytes("vllm:num_requests_running"));
    labels.add(bytes("namespace"), bytes("chat"));
    labels.add(bytes("pod"), bytes(pod));
    into.series(labels, Origin.Temporality.CUMULATIVE);
    into.sample(3, NOW);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
