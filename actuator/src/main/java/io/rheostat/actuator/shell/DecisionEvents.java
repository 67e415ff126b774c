package io.rheostat.actuator.shell;

import io.rheostat.actuator.driver.Announcement;
import io.rheostat.actuator.driver.Announcer;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Workload;
import io.rheostat.topics.Clients;
import io.rheostat.topics.DecisionCodec;
import io.rheostat.topics.MalformedRecordException;
import io.rheostat.topics.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads decisions as they are made and announces at targets what people should see there. It
/// decides nothing and holds nothing up; what is missed while it does not run stays untold.
public final class DecisionEvents implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DecisionEvents.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

  private final ActuatorSettings settings;
  private final Announcer announcer;
  private final Supplier<Fleet> declared;
  private final Announcements announcements = new Announcements();
  private final Thread thread;
  private final CountDownLatch closed = new CountDownLatch(1);

  private DecisionEvents(ActuatorSettings settings, Announcer announcer, Supplier<Fleet> declared) {
    this.settings = settings;
    this.announcer = announcer;
    this.declared = declared;
    thread = Thread.ofPlatform().name("decision-events").daemon().unstarted(this::run);
  }

  /// Begins with the next decision.
  ///
  /// @param declared what this machine's own configuration says: nothing is written elsewhere
  public static DecisionEvents start(
      ActuatorSettings settings, Announcer announcer, Supplier<Fleet> declared) {
    DecisionEvents events = new DecisionEvents(settings, announcer, declared);
    events.thread.start();
    return events;
  }

  private void run() {
    while (isOpen()) {
      try (KafkaConsumer<String, byte[]> consumer = consumer()) {
        while (isOpen()) {
          for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
            decoded(record).ifPresent(this::tell);
          }
        }
      } catch (KafkaException e) {
        LOG.atWarn().setCause(e).log("decisions are not read for events; it is tried again");
        pause();
      }
    }
  }

  private KafkaConsumer<String, byte[]> consumer() {
    Map<String, Object> reading =
        Clients.consumer(settings.bootstrap(), "", settings.clientSettings());
    reading.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(reading, new StringDeserializer(), new ByteArrayDeserializer());
    consumer.assign(
        consumer.partitionsFor(Topic.DECISIONS.topicName()).stream()
            .map(one -> new TopicPartition(one.topic(), one.partition()))
            .toList());
    consumer.seekToEnd(consumer.assignment());
    return consumer;
  }

  /// What cannot be read is told by those who need it.
  private static Optional<Decision> decoded(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(DecisionCodec.decode(record.value()));
    } catch (MalformedRecordException _) {
      return Optional.empty();
    }
  }

  private void tell(Decision decision) {
    Workload workload = declared.get().workloads().get(decision.workload());
    if (workload == null) {
      return;
    }
    for (Announcement news : announcements.of(decision)) {
      try {
        for (String failure : announcer.announce(workload, news)) {
          settings.metrics().unannounced();
          LOG.atInfo().log("an event of {} was not written: {}", workload.name(), failure);
        }
      } catch (RuntimeException e) {
        settings.metrics().unannounced();
        LOG.atWarn().setCause(e).log("an event of {} was not written", workload.name());
      }
    }
  }

  private void pause() {
    try {
      boolean _ = closed.await(AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      closed.countDown();
    }
  }

  private boolean isOpen() {
    return closed.getCount() > 0;
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
