package io.rheostat.app.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rheostat.app.testing.Program;
import io.rheostat.app.testing.TopicRecords;
import io.rheostat.topics.Clients;
import io.rheostat.topics.Topic;
import io.rheostat.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("broker")
class EmbeddedBrokerTest {
  private static final int RECORDS = 2_000;
  private static final Pattern ADDRESS = Pattern.compile("broker at (\\S+)");

  @TempDir private Path folder;

  private static void write(String bootstrap) throws Exception {
    try (Admin admin = Admin.create(Clients.admin(bootstrap))) {
      Topics.create(admin, 2, (short) 1);
    }
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(Clients.producer(bootstrap))) {
      List<Future<?>> kept =
          IntStream.range(0, RECORDS)
              .<Future<?>>mapToObj(
                  number ->
                      producer.send(
                          new ProducerRecord<>(Topic.REJECTS.topicName(), 0, "", text(number))))
              .toList();
      for (var one : kept) {
        one.get();
      }
    }
  }

  private static byte[] text(int number) {
    return Integer.toString(number).getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> read(String bootstrap) {
    return TopicRecords.read(
        bootstrap, Topic.REJECTS, value -> new String(value, StandardCharsets.UTF_8));
  }

  private static List<String> all() {
    return IntStream.range(0, RECORDS).mapToObj(Integer::toString).toList();
  }

  private static String address(Program program) throws Exception {
    await().atMost(Duration.ofSeconds(60)).until(() -> ADDRESS.matcher(program.output()).find());
    Matcher matcher = ADDRESS.matcher(program.output());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  @Test
  void whatWasAcknowledgedIsThereAfterKill9() throws Exception {
    Path data = folder.resolve("kafka");
    try (Program program =
        Program.start(folder.resolve("output"), BrokerMain.class, data.toString())) {
      write(address(program));
      program.kill();
    }
    try (EmbeddedBroker broker = EmbeddedBroker.start(data)) {
      assertThat(read(broker.bootstrap())).isEqualTo(all());
    }
  }

  @Test
  void whatWasAcknowledgedIsThereAfterARestart() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
      write(broker.bootstrap());
    }
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
      assertThat(read(broker.bootstrap())).isEqualTo(all());
    }
  }

  @Test
  void aSecondBrokerOnAFolderInUseIsRefusedAndHarmsNothing() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
      write(broker.bootstrap());

      Path output = folder.resolve("output");
      try (Program second = Program.start(output, BrokerMain.class, folder.toString())) {
        assertThat(second.await(Duration.ofSeconds(60))).isEqualTo(1);
        assertThat(second.output())
            .contains("no broker can run in " + folder)
            .contains("Is another Rheostat using it?");
      }

      assertThat(read(broker.bootstrap())).isEqualTo(all());
    }
  }
}
