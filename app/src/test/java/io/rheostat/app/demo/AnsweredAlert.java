package io.rheostat.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.app.broker.RestartableBroker;
import io.rheostat.app.testing.Tail;
import io.rheostat.app.testing.TopicRecords;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.topics.Headers;
import io.rheostat.topics.Topic;
import io.rheostat.topics.codec.DecisionCodec;
import io.rheostat.topics.codec.PoolEventCodec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;

/// Consequences of a firing alert, found by the time at which the alert came in: that time travels
/// with every record that it causes. Times are microseconds since 1970.
///
/// @param received when the webhook was received
/// @param decision what was decided on it
/// @param decided when the decision could be read
/// @param command what was commanded on it
record AnsweredAlert(long received, Decision decision, long decided, PushedRun.Read command) {
  private static final String WORKLOAD = "code";
  private static final String NAME = "RequestsWaiting";

  /// Waits for a firing alert and all that follows it.
  static AnsweredAlert await(RestartableBroker broker, PushedRun run, Tail decisions) {
    Awaitility.await("a firing alert on the pool-log")
        .atMost(Duration.ofSeconds(60))
        .until(() -> alerted(broker).isPresent());
    long received = alerted(broker).orElseThrow();
    Awaitility.await("a command that the alert caused")
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(commanded(run, received))
                    .as(
                        "of %s, received at %d; decided: %s",
                        run.commands(), received, told(decisions))
                    .isPresent());
    Awaitility.await("the decision behind it")
        .until(() -> decided(decisions, received).isPresent());
    Tail.Read decision = decided(decisions, received).orElseThrow();
    return new AnsweredAlert(
        received,
        DecisionCodec.decode(decision.value().value()),
        decision.micros(),
        commanded(run, received).orElseThrow());
  }

  private static List<String> told(Tail decisions) {
    return decisions.records().stream()
        .map(read -> read.value())
        .map(
            record ->
                received(record).orElse(0) + " " + DecisionCodec.decode(record.value()).toString())
        .filter(line -> line.contains("workload=code"))
        .toList();
  }

  private static Optional<PushedRun.Read> commanded(PushedRun run, long received) {
    return run.commands().stream()
        .filter(read -> read.received().equals(OptionalLong.of(received)))
        .findFirst();
  }

  private static Optional<Tail.Read> decided(Tail decisions, long received) {
    return decisions.records().stream()
        .filter(read -> received(read.value()).equals(OptionalLong.of(received)))
        .findFirst();
  }

  /// When the first firing alert about the burst came in over HTTP.
  private static Optional<Long> alerted(RestartableBroker broker) {
    return TopicRecords.records(broker.bootstrap(), Topic.POOL_LOG).stream()
        .filter(
            record ->
                PoolEventCodec.decode(record.value()) instanceof PoolEvent.Alerted(var _, var alert)
                    && alert.firing()
                    && alert.workload().equals(WORKLOAD)
                    && alert.name().equals(NAME))
        .map(record -> received(record).orElseThrow())
        .findFirst();
  }

  private static OptionalLong received(ConsumerRecord<String, byte[]> record) {
    return Headers.readLong(record.headers(), Headers.RECEIVED_MICROS);
  }
}
