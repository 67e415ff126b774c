package io.rheostat.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rheostat.topics.Headers;
import io.rheostat.topics.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

final class StreamsTopologyTest {
  private static final String GOLDEN = "/expected-topology.txt";

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  /// A change of the golden file is a change of what is deployed. A store of another name starts
  /// empty: its changelog has another name too, and the partition's state is lost unless it is
  /// replayed. Another order or number of sub-topologies changes task ids, and with them who finds
  /// which changelog: stop all instances before such a release, a rolling one mixes both. A source
  /// or sink of another topic needs that topic first.
  @Test
  void the_topology_is_the_one_that_is_deployed() {
    String description =
        StreamsTopology.build(settings(Delivery.EXACTLY_ONCE)).describe().toString();

    assertThat(description.strip()).isEqualTo(golden().strip());
  }

  @Test
  void each_stage_reads_one_topic_only() {
    var subtopologies =
        StreamsTopology.build(settings(Delivery.EXACTLY_ONCE)).describe().subtopologies();

    assertThat(subtopologies).hasSize(2);
    assertThat(StreamsTopology.build(settings(Delivery.EXACTLY_ONCE)).describe().globalStores())
        .isEmpty();
  }

  @Property(tries = 12)
  void kafka_streams_writes_what_a_plain_fold_writes(@ForAll long seed) {
    Journal journal = Journal.of(seed, 40);

    List<Sent> sent = run(journal, Delivery.EXACTLY_ONCE);

    assertThat(by(Topic.POOL_LOG, sent)).isEqualTo(by(Topic.POOL_LOG, journal.host().sent()));
    assertThat(by(Topic.COMMANDS, sent)).isEqualTo(by(Topic.COMMANDS, journal.host().sent()));
    assertThat(by(Topic.DECISIONS, sent)).isEqualTo(by(Topic.DECISIONS, journal.host().sent()));
  }

  @Test
  void both_deliveries_write_the_same() {
    Journal journal = Journal.of(7, 60);

    assertThat(run(journal, Delivery.AT_LEAST_ONCE)).isEqualTo(run(journal, Delivery.EXACTLY_ONCE));
  }

  @Test
  void the_journal_brings_about_every_kind_of_record() {
    List<Sent> sent = Journal.of(7, 60).host().sent();

    assertThat(by(Topic.POOL_LOG, sent)).hasSizeGreaterThan(10);
    assertThat(by(Topic.COMMANDS, sent)).isNotEmpty();
    assertThat(by(Topic.DECISIONS, sent)).isNotEmpty();
    assertThat(sent).anyMatch(record -> record.micros().isPresent());
  }

  @Test
  void what_cannot_be_read_is_counted_and_passed_over() {
    Journal journal = Journal.of(3, 0);
    List<Entry> log = new ArrayList<>();
    for (Entry entry : journal.inputs()) {
      log.add(new Entry(entry.topic(), "?", new byte[] {-1, 2}, entry.timestamp(), entry.micros()));
      log.add(entry);
    }

    List<Sent> sent = run(log, Delivery.EXACTLY_ONCE);

    assertThat(contents(sent)).isEqualTo(contents(journal.host().sent()));
    assertThat(malformed()).isEqualTo(journal.inputs().size());
  }

  @Test
  void a_record_without_a_value_is_malformed() {
    try (TopologyTestDriver driver = driver(Delivery.EXACTLY_ONCE)) {
      input(driver, Topic.WORKLOAD_LOG).pipeInput("chat", null);
      input(driver, Topic.POOL_LOG).pipeInput("chat", null);
    }

    assertThat(malformed()).isEqualTo(2);
  }

  @Test
  void a_malformed_record_does_not_move_the_clock() {
    Journal journal = Journal.of(3, 1);
    long later = Journal.START.plusSeconds(9999).toEpochMilli();
    List<Entry> log = new ArrayList<>(journal.inputs());
    log.add(1, new Entry(Topic.WORKLOAD_LOG, "?", new byte[] {-1}, later, OptionalLong.empty()));

    assertThat(run(log, Delivery.EXACTLY_ONCE)).allMatch(sent -> sent.timestamp() < later);
  }

  private List<Sent> run(Journal journal, Delivery delivery) {
    return run(journal.inputs(), delivery);
  }

  private List<Sent> run(List<Entry> inputs, Delivery delivery) {
    List<Sent> sent = new ArrayList<>();
    try (TopologyTestDriver driver = driver(delivery)) {
      TestInputTopic<String, byte[]> workloadLog = input(driver, Topic.WORKLOAD_LOG);
      TestInputTopic<String, byte[]> poolLog = input(driver, Topic.POOL_LOG);
      for (Entry entry : inputs) {
        (entry.topic() == Topic.WORKLOAD_LOG ? workloadLog : poolLog).pipeInput(record(entry));
      }
      for (Topic topic : List.of(Topic.POOL_LOG, Topic.COMMANDS, Topic.DECISIONS)) {
        driver
            .createOutputTopic(
                topic.topicName(), new StringDeserializer(), new ByteArrayDeserializer())
            .readRecordsToList()
            .forEach(
                record ->
                    sent.add(
                        Sent.of(
                            topic,
                            record.key(),
                            record.value(),
                            record.timestamp(),
                            record.headers())));
      }
    }
    return sent;
  }

  private static TestRecord<String, byte[]> record(Entry entry) {
    RecordHeaders headers = new RecordHeaders();
    entry
        .micros()
        .ifPresent(micros -> headers.add(Headers.RECEIVED_MICROS, Headers.ofLong(micros)));
    return new TestRecord<>(
        entry.key(), entry.value(), headers, Instant.ofEpochMilli(entry.timestamp()));
  }

  private static TestInputTopic<String, byte[]> input(TopologyTestDriver driver, Topic topic) {
    return driver.createInputTopic(
        topic.topicName(), new StringSerializer(), new ByteArraySerializer());
  }

  private TopologyTestDriver driver(Delivery delivery) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    return new TopologyTestDriver(StreamsTopology.build(settings(delivery)), properties);
  }

  private HostSettings settings(Delivery delivery) {
    return HostSettingsFixture.of(1, delivery, registry);
  }

  private double malformed() {
    return registry.find("rheostat.stage.malformed").counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  private static List<Sent> by(Topic topic, List<Sent> sent) {
    Predicate<Sent> wanted = record -> record.topic() == topic;
    return sent.stream().filter(wanted).toList();
  }

  private static List<String> contents(List<Sent> sent) {
    return List.of(Topic.POOL_LOG, Topic.COMMANDS, Topic.DECISIONS).stream()
        .flatMap(topic -> by(topic, sent).stream())
        .map(Sent::content)
        .toList();
  }

  private static String golden() {
    try (InputStream file = StreamsTopologyTest.class.getResourceAsStream(GOLDEN)) {
      if (file == null) {
        return "there is no " + GOLDEN;
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
