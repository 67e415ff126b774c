package io.rheostat.ingest.matching;

import static io.rheostat.ingest.testing.Pushing.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.config.settings.Ingest;
import io.rheostat.ingest.push.PushReceiver;
import io.rheostat.ingest.remotewrite.RemoteWriteEndpoint;
import io.rheostat.ingest.testing.Bench;
import io.rheostat.ingest.testing.Pushing;
import io.rheostat.ingest.testing.RecordingLog;
import io.rheostat.ingest.testing.WriteBody;
import io.rheostat.model.signal.ReplicaGone;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A replica has left once all series of its work have ended.
final class StaleMarkersTest {
  private static final double STALE = Double.longBitsToDouble(0x7ff0000000000002L);
  private static final String RUNNING = "vllm:num_requests_running";
  private static final String WAITING = "vllm:num_requests_waiting";
  private static final String BUCKET = "vllm:time_to_first_token_seconds_bucket";

  private final RecordingLog log = new RecordingLog();
  private final Bench bench = Bench.with(log);
  private final RemoteWriteEndpoint endpoint =
      new RemoteWriteEndpoint(new PushReceiver(Pushing.matcher(), Ingest.DEFAULT, bench.ports()));

  private void send(WriteBody body) {
    assertThat(
            endpoint
                .post(
                    Pushing.request(
                        WriteBody.snappy(body.version1()),
                        "Content-Type",
                        "application/x-protobuf",
                        "Content-Encoding",
                        "snappy"))
                .status())
        .isEqualTo(204);
  }

  private WriteBody series(WriteBody body, String name, String pod, String sender, double value) {
    long millis = bench.time().instant().toEpochMilli();
    return body.series(
            "__name__",
            name,
            "namespace",
            "chat",
            "pod",
            pod,
            "prometheus_replica",
            sender,
            "le",
            "1.0")
        .sample(value, millis);
  }

  private WriteBody all(String pod, String sender, double value) {
    WriteBody body = series(new WriteBody(), RUNNING, pod, sender, value);
    return series(series(body, WAITING, pod, sender, value), BUCKET, pod, sender, value);
  }

  @Test
  void aReplicaOfWhichAllSeriesEndedHasLeft() {
    send(all("chat-0", "a", 1));
    send(all("chat-1", "a", 1));
    send(all("chat-0", "a", STALE));

    assertThat(log.gone()).containsExactly(new ReplicaGone("chat", "chat-0"));
    assertThat(bench.counted("rheostat.ingest.replicas.left")).isEqualTo(1);
  }

  @Test
  void markersMayComeInSeveralRequests() {
    send(all("chat-0", "a", 1));
    send(series(new WriteBody(), RUNNING, "chat-0", "a", STALE));
    send(series(new WriteBody(), BUCKET, "chat-0", "a", STALE));
    assertThat(log.gone()).isEmpty();
    send(series(new WriteBody(), WAITING, "chat-0", "a", STALE));

    assertThat(log.gone()).hasSize(1);
  }

  @Test
  void aReplicaThatAnotherPrometheusOfThePairStillSeesStays() {
    send(all("chat-0", "a", 1));
    send(all("chat-0", "b", 1));
    send(all("chat-0", "a", STALE));
    assertThat(log.gone()).isEmpty();

    send(all("chat-0", "b", STALE));

    assertThat(log.gone()).hasSize(1);
  }

  @Test
  void aSenderThatFellSilentBeforeKeepsNoReplica() {
    send(all("chat-0", "a", 1));
    send(all("chat-0", "b", 1));
    bench.time().advance(Duration.ofMinutes(3));

    send(all("chat-0", "a", STALE));

    assertThat(log.gone()).hasSize(1);
  }

  @Test
  void aReplicaThatComesBackIsReadAgainAndMayLeaveAgain() {
    send(all("chat-0", "a", 1));
    send(all("chat-0", "a", STALE));
    int before = log.readings().size();
    bench.time().advance(Duration.ofSeconds(5));
    send(all("chat-0", "a", 2));
    assertThat(log.readings()).hasSizeGreaterThan(before);
    assertThat(log.gone()).hasSize(1);
    bench.time().advance(Duration.ofSeconds(5));

    send(all("chat-0", "a", STALE));

    assertThat(log.gone()).hasSize(2);
    assertThat(NOW).isLessThan(bench.time().instant().toEpochMilli());
  }
}
