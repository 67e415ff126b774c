package io.rheostat.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.ingest.reject.Rejection;
import io.rheostat.ingest.reject.RejectionReason;
import io.rheostat.ingest.testing.Bench;
import io.rheostat.ingest.testing.RecordingLog;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.Alert;
import io.rheostat.model.signal.ReplicaGone;
import io.rheostat.topics.Headers;
import io.rheostat.topics.Partitioning;
import io.rheostat.topics.Reject;
import io.rheostat.topics.RejectReason;
import io.rheostat.topics.codec.RejectCodec;
import io.rheostat.topics.codec.WorkloadEventCodec;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/// The adapters on Kafka's own in-memory producer, which acknowledges when the test says so.
final class KafkaWorkloadLogTest {
  private static final WorkloadEvent EVENT = new WorkloadEvent.Left(new ReplicaGone("chat", "c-0"));

  private final MockProducer<String, byte[]> producer =
      new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
  private final KafkaWorkloadLog log = new KafkaWorkloadLog(producer, 8);

  @Test
  void aRecordHasItsKeyPartitionTimeAndHeader() {
    var _ = log.append("chat", EVENT, Bench.START, 42);

    ProducerRecord<String, byte[]> record = producer.history().getFirst();
    assertThat(record.topic()).isEqualTo("workload-log");
    assertThat(record.key()).isEqualTo("chat");
    assertThat(record.partition()).isEqualTo(Partitioning.partition("chat", 8));
    assertThat(record.timestamp()).isEqualTo(Bench.START.toEpochMilli());
    assertThat(WorkloadEventCodec.decode(record.value())).isEqualTo(EVENT);
    assertThat(Headers.readLong(record.headers(), Headers.RECEIVED_MICROS)).hasValue(42);
  }

  @Test
  void anAppendCompletesOnlyWhenKafkaHasTheRecord() {
    CompletableFuture<Void> kept = log.append("chat", EVENT, Bench.START, 0);
    assertThat(kept).isNotDone();

    producer.completeNext();

    assertThat(kept).isCompleted();
    assertThat(log.available()).isTrue();
  }

  @Test
  void aFailedAppendMakesTheLogUnavailableUntilOneIsKept() {
    CompletableFuture<Void> lost = log.append("chat", EVENT, Bench.START, 0);
    producer.errorNext(new TimeoutException("no broker"));
    assertThat(lost).isCompletedExceptionally();
    assertThat(log.available()).isFalse();

    var _ = log.append("chat", EVENT, Bench.START, 0);
    producer.completeNext();

    assertThat(log.available()).isTrue();
  }

  @Test
  void whatKafkaWillNeverTakeIsRefused() {
    Alert beyond = new Alert("chat", "A", true, Instant.MAX);
    CompletableFuture<Void> unfit =
        log.append("chat", new WorkloadEvent.Alerted(beyond), Bench.START, 0);
    CompletableFuture<Void> large = log.append("chat", EVENT, Bench.START, 0);
    producer.errorNext(new RecordTooLargeException("16 MiB"));

    assertThat(unfit.exceptionNow()).isInstanceOf(EventRefusedException.class);
    assertThat(large.exceptionNow()).isInstanceOf(EventRefusedException.class);
    assertThat(log.available()).isTrue();
  }

  @Test
  void aClosedLogFailsAppends() {
    log.close();

    assertThat(log.append("chat", EVENT, Bench.START, 0)).isCompletedExceptionally();
  }

  @Test
  void aRejectionIsKeptAsEvidenceAndCountedWhenItIsLost() {
    Bench bench = Bench.with(new RecordingLog());
    KafkaRejects rejects = new KafkaRejects(producer, bench.time(), bench.ports().metrics());

    rejects.reject("file", new Rejection(RejectionReason.UNMATCHED, "words", "first bytes"));
    producer.errorNext(new TimeoutException("no broker"));

    assertThat(RejectCodec.decode(producer.history().getFirst().value()))
        .isEqualTo(new Reject("file", RejectReason.UNMATCHED, "words", "first bytes", Bench.START));
    assertThat(bench.counted("rheostat.ingest.rejects.lost")).isEqualTo(1);
  }

  @Test
  void everyRejectionReasonIsInTheTopicsContract() {
    Bench bench = Bench.with(new RecordingLog());
    KafkaRejects rejects = new KafkaRejects(producer, bench.time(), bench.ports().metrics());

    for (RejectionReason reason : RejectionReason.values()) {
      rejects.reject("file", new Rejection(reason, "words", ""));
    }

    assertThat(producer.history()).hasSameSizeAs(RejectionReason.values());
  }
}
