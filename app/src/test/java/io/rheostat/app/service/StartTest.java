package io.rheostat.app.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rheostat.actuator.shell.CommandListener;
import io.rheostat.actuator.shell.LoopPace;
import io.rheostat.app.service.runtime.Clock;
import io.rheostat.app.service.runtime.Role;
import io.rheostat.app.service.runtime.ServiceSettings;
import io.rheostat.app.testing.KafkaUnderTest;
import io.rheostat.app.testing.TopicRecords;
import io.rheostat.config.load.ConfigLoader;
import io.rheostat.config.settings.Configuration;
import io.rheostat.config.testing.Shipped;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.streams.Delivery;
import io.rheostat.streams.Progress;
import io.rheostat.topics.Clients;
import io.rheostat.topics.Topic;
import io.rheostat.topics.Topics;
import io.rheostat.topics.codec.DecisionCodec;
import io.rheostat.topics.codec.DeclarationCodec;
import io.rheostat.topics.codec.PoolEventCodec;
import io.rheostat.topics.fleet.FleetTable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Starts of the stages from what an earlier release or a lost topic left behind.
@Tag("broker")
@Timeout(240)
final class StartTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path folder;

  /// States kept by 0.1.0 at its first commit with an upgrade test, and at the last one before the
  /// member's state was nested.
  @ParameterizedTest
  @ValueSource(strings = {"0.1.0-ce6a490", "0.1.0-afadb82"})
  void theStateOfAReleaseBeforeDecidesWithinThirtySeconds(String release) throws Exception {
    try (KafkaUnderTest kafka = KafkaUnderTest.start(folder)) {
      String bootstrap = kafka.bootstrap();
      createTopics(bootstrap);
      changelog(bootstrap, Topic.ESTIMATE_STATE, release, "estimate-exactly_once.txt");
      changelog(bootstrap, Topic.PLAN_STATE, release, "plan-exactly_once.txt");

      long started = System.nanoTime();
      try (Service service = Service.start(settings(bootstrap), configuration())) {
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    !TopicRecords.read(bootstrap, Topic.DECISIONS, DecisionCodec::decode)
                        .isEmpty());
        Duration taken = Duration.ofNanos(System.nanoTime() - started);
        System.out.printf("upgrade: first decision %d ms after the start%n", taken.toMillis());

        assertThat(taken).isLessThan(LIMIT);
        assertThat(service.remarks()).noneMatch(remark -> remark.startsWith("learned anew"));
        await().atMost(PATIENCE).until(() -> service.healthProblem().isEmpty());
      }
    }
  }

  @Test
  void aPartitionWithoutItsDeclarationsIsToldAllAgain() throws Exception {
    try (KafkaUnderTest kafka = KafkaUnderTest.start(folder)) {
      String bootstrap = kafka.bootstrap();
      createTopics(bootstrap);
      Fleet fleet = configuration().fleet();
      declare(bootstrap, fleet);

      try (Service service = Service.start(settings(bootstrap), configuration())) {
        await().atMost(PATIENCE).until(() -> told(bootstrap).contains("freeze/chat"));

        assertThat(told(bootstrap)).contains("workload/chat");
        await().atMost(PATIENCE).until(() -> service.healthProblem().isEmpty());
      }
    }
  }

  private static List<String> told(String bootstrap) {
    List<String> told = new ArrayList<>();
    for (PoolEvent event : TopicRecords.read(bootstrap, Topic.POOL_LOG, PoolEventCodec::decode)) {
      if (event instanceof PoolEvent.Declared(Declaration declaration)) {
        told.add(FleetTable.key(declaration.change()));
      }
    }
    return told;
  }

  private static void declare(String bootstrap, Fleet fleet) {
    List<Declaration.Change> changes = Declaration.Change.allOf(fleet);
    changes.add(new Declaration.Change.Freeze("chat", "someone"));
    try (KafkaProducer<String, byte[]> producer = producer(bootstrap)) {
      for (Declaration.Change change : changes) {
        byte[] value = DeclarationCodec.encode(new Declaration(7, change));
        var _ =
            producer.send(
                new ProducerRecord<>(Topic.FLEET.topicName(), 0, FleetTable.key(change), value));
      }
    }
  }

  /// The bytes that the release before kept, as `OlderStateTest` reads them.
  private static void changelog(String bootstrap, Topic topic, String release, String file)
      throws IOException {
    Path state =
        Shipped.root()
            .resolve("autoscaler-streams/src/test/resources/state-" + release)
            .resolve(file);
    try (KafkaProducer<String, byte[]> producer = producer(bootstrap)) {
      for (String line : Files.readAllLines(state)) {
        String[] words = line.split(" ", 2);
        String key = new String(Base64.getDecoder().decode(words[0]), StandardCharsets.UTF_8);
        byte[] value = Base64.getDecoder().decode(words[1]);
        var _ = producer.send(new ProducerRecord<>(topic.topicName(), 0, key, value));
      }
    }
  }

  private static KafkaProducer<String, byte[]> producer(String bootstrap) {
    return new KafkaProducer<>(
        Clients.producer(bootstrap, Map.of()), new StringSerializer(), new ByteArraySerializer());
  }

  private static void createTopics(String bootstrap) {
    try (Admin admin = Admin.create(Clients.admin(bootstrap))) {
      Topics.create(admin, 1, (short) 1);
    }
  }

  private static Configuration configuration() throws Exception {
    Path root = Shipped.root();
    return ConfigLoader.load(
        root.resolve("config/examples/processes"), root.resolve("config/signals"));
  }

  private ServiceSettings settings(String bootstrap) {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return new ServiceSettings(
        new ServiceSettings.Kafka(bootstrap, 1, (short) 1, Delivery.EXACTLY_ONCE, Map.of()),
        Set.of(Role.STREAMS),
        Clock.real(),
        folder.resolve("data"),
        new ServiceSettings.Listeners(any, any),
        new ServiceSettings.Hooks(
            Map.of(),
            new LoopPace.Free(Duration.ofSeconds(1)),
            CommandListener.IGNORED,
            Progress.IGNORED));
  }
}
