package io.rheostat.actuator.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.ReplicaGone;
import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import io.rheostat.topics.Clients;
import io.rheostat.topics.Partitioning;
import io.rheostat.topics.Topic;
import io.rheostat.topics.Topics;
import io.rheostat.topics.codec.WorkloadEventCodec;
import io.rheostat.topics.testing.TestBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("broker")
final class RecentLoadTest {
  private static final int PARTITIONS = 2;
  private final Instant now = Instant.now();

  private void send(
      KafkaProducer<String, byte[]> producer, String workload, int secondsAgo, byte[] event) {
    var _ =
        producer.send(
            new ProducerRecord<>(
                Topic.WORKLOAD_LOG.topicName(),
                Partitioning.partition(workload, PARTITIONS),
                now.minusSeconds(secondsAgo).toEpochMilli(),
                workload,
                event));
  }

  private byte[] measured(String workload, String replica, Sample... samples) {
    return WorkloadEventCodec.encode(
        new WorkloadEvent.Measured(new Reading(workload, replica, "h100", now, List.of(samples))));
  }

  private static Sample running(double requests) {
    return new Sample.Scalar(Signal.REQUESTS_RUNNING, requests);
  }

  private static Sample waiting(double requests) {
    return new Sample.Scalar(Signal.REQUESTS_WAITING, requests);
  }

  @Test
  void theNewestOfTheLastSecondsCountsForEachLivingReplica(@TempDir Path folder) throws Exception {
    try (TestBroker broker = TestBroker.start(folder)) {
      try (Admin admin = Admin.create(Clients.admin(broker.bootstrap()))) {
        Topics.create(admin, PARTITIONS, (short) 1);
      }
      RecentLoad load = new RecentLoad(broker.bootstrap(), PARTITIONS, () -> now, Map.of());
      assertThat(load.requests("chat")).isEmpty();
      try (KafkaProducer<String, byte[]> producer =
          new KafkaProducer<>(Clients.producer(broker.bootstrap()))) {
        send(producer, "chat", 300, measured("chat", "silent", running(5)));
        send(producer, "chat", 20, measured("chat", "busy", running(5), waiting(3)));
        send(producer, "chat", 15, measured("chat", "idle", running(7)));
        send(producer, "chat", 12, measured("chat", "gone", running(1)));
        send(producer, "code", 11, measured("code", "other", running(1)));
        send(producer, "chat", 10, "no event".getBytes(StandardCharsets.UTF_8));
        send(producer, "chat", 9, measured("chat", "busy", running(9)));
        send(producer, "chat", 5, measured("chat", "idle", running(0)));
        send(
            producer,
            "chat",
            4,
            WorkloadEventCodec.encode(new WorkloadEvent.Left(new ReplicaGone("chat", "gone"))));
      }

      assertThat(load.requests("chat")).isEqualTo(Map.of("busy", 12.0, "idle", 0.0));
      assertThat(load.requests("nobody")).isEmpty();
    }
  }

  @Test
  void withoutABrokerNothingIsKnownAndNothingFails() {
    RecentLoad load =
        new RecentLoad("127.0.0.1:1", PARTITIONS, () -> now, Map.of("default.api.timeout.ms", 500));

    assertThat(load.requests("chat")).isEmpty();
  }
}
