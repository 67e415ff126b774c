package io.rheostat.app.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rheostat.app.service.role.Ticker;
import io.rheostat.app.service.runtime.Clock;
import io.rheostat.app.testing.KafkaUnderTest;
import io.rheostat.app.testing.TopicRecords;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.topics.Clients;
import io.rheostat.topics.Topic;
import io.rheostat.topics.Topics;
import io.rheostat.topics.codec.PoolEventCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("broker")
class TickerTest {
  @Test
  void aPartitionThatComesLateIsTickedThoughTheClockStands(@TempDir Path folder) throws Exception {
    Instant now = Instant.now();
    AtomicBoolean assigned = new AtomicBoolean();
    // A clock that waits for the stages, which wait for a tick.
    Clock standing = new Clock(InstantSource.fixed(now), _ -> new CountDownLatch(1).await());
    try (KafkaUnderTest kafka = KafkaUnderTest.start(folder)) {
      try (Admin admin = Admin.create(Clients.admin(kafka.bootstrap()))) {
        Topics.create(admin, 2, (short) 1);
      }
      try (Ticker ticker =
          Ticker.start(
              kafka.bootstrap(),
              standing,
              _ -> assigned.get() ? List.of(0, 1) : List.of(),
              Map.of())) {
        assertThat(ticker).isNotNull();
        assigned.set(true);
        await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () ->
                    TopicRecords.read(kafka.bootstrap(), Topic.POOL_LOG, PoolEventCodec::decode)
                        .contains(new PoolEvent.Tick()));
      }
    }
  }
}
