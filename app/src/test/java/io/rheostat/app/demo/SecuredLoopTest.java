package io.rheostat.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.rheostat.app.broker.SecuredBroker;
import io.rheostat.app.recording.Export;
import io.rheostat.app.recording.KafkaRecording;
import io.rheostat.app.recording.ReplayPace;
import io.rheostat.app.replay.Replay;
import io.rheostat.config.testing.Shipped;
import io.rheostat.model.command.Outcome;
import io.rheostat.streams.Delivery;
import io.rheostat.streams.StreamsHost;
import io.rheostat.topics.Clients;
import io.rheostat.topics.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// The whole loop on a broker that demands TLS, a client certificate and a password: every client
/// has them, and nothing tells them to anyone.
class SecuredLoopTest {
  private static final class Lines extends AppenderBase<ILoggingEvent> {
    final Queue<String> lines = new ConcurrentLinkedQueue<>();

    @Override
    protected void append(ILoggingEvent event) {
      String cause =
          event.getThrowableProxy() == null
              ? ""
              : ThrowableProxyUtil.asString(event.getThrowableProxy());
      lines.add(event.getFormattedMessage() + event.getKeyValuePairs() + cause);
    }
  }

  @Test
  void everyClientIsLetInAndNoSecretIsTold(@TempDir Path folder) throws Exception {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Logger kafka = (Logger) LoggerFactory.getLogger("org.apache.kafka");
    Level before = kafka.getLevel();
    Lines told = new Lines();
    told.start();
    root.addAppender(told);
    kafka.addAppender(told);
    kafka.setAdditive(false); // it would fill the test's own log
    kafka.setLevel(Level.INFO); // where clients and streams print what they were configured with
    List<String> secrets;
    try (SecuredBroker secured = SecuredBroker.start(folder)) {
      secrets = secured.secrets();
      refusesAStranger(secured);
      try (SimulatedRun run =
          SimulatedRun.start(
              secured.broker().bootstrap(),
              folder,
              Delivery.EXACTLY_ONCE,
              Shipped.demo(),
              secured.clientSettings())) {
        run.pass(Duration.ofMinutes(2));
        run.until("two applied", () -> applied(run) >= 2);
      }
      readsWithTheGrantsOfTheHandbook(secured);
      Export.write(
          secured.broker().bootstrap(), folder.resolve("recording"), secured.clientSettings());
    } finally {
      root.detachAppender(told);
      kafka.detachAppender(told);
      kafka.setAdditive(true);
      kafka.setLevel(before);
    }
    assertThat(told.lines).anyMatch(line -> line.contains("sasl.jaas.config = [hidden]"));
    for (String secret : secrets) {
      assertThat(told.lines).noneMatch(line -> line.contains(secret));
      assertThat(filesWith(folder.resolve("kafka"), secret)).as("topics").isEmpty();
      assertThat(filesWith(folder.resolve("recording"), secret)).as("the recording").isEmpty();
    }
  }

  /// The login for replay, backtest, explain and export has what docs/how-to/production.md grants
  /// people: it reads the logs and the offsets of the stages, and can write nothing.
  private static void readsWithTheGrantsOfTheHandbook(SecuredBroker secured) throws Exception {
    String bootstrap = secured.broker().bootstrap();
    Map<String, String> reader = secured.readerSettings();
    assertThatIOException()
        .isThrownBy(() -> replayed(bootstrap, reader))
        .withMessageContaining("could not be read");
    List<AclBinding> grants = new ArrayList<>();
    for (Topic topic :
        List.of(
            Topic.WORKLOAD_LOG, Topic.POOL_LOG, Topic.DECISIONS, Topic.COMMANDS, Topic.SNAPSHOTS)) {
      grants.add(grant(ResourceType.TOPIC, topic.topicName(), AclOperation.READ));
    }
    grants.add(grant(ResourceType.GROUP, StreamsHost.APPLICATION, AclOperation.DESCRIBE));
    try (Admin admin = Admin.create(Clients.admin(bootstrap, secured.clientSettings()))) {
      admin.createAcls(grants).all().get();
    }

    Replay.Result result = replayed(bootstrap, reader);

    assertThat(result.identical()).as(result.toString()).isTrue();
    assertThat(result.decisions()).isPositive();
    try (Producer<String, byte[]> producer =
        new KafkaProducer<>(
            Clients.producer(bootstrap, reader),
            new StringSerializer(),
            new ByteArraySerializer())) {
      assertThatThrownBy(
              () ->
                  producer
                      .send(new ProducerRecord<>(Topic.COMMANDS.topicName(), "chat", new byte[0]))
                      .get(10, TimeUnit.SECONDS))
          .hasCauseInstanceOf(AuthorizationException.class);
    }
  }

  private static AclBinding grant(ResourceType type, String name, AclOperation operation) {
    return new AclBinding(
        new ResourcePattern(type, name, PatternType.LITERAL),
        new AccessControlEntry(
            "User:" + SecuredBroker.READER_NAME, "*", operation, AclPermissionType.ALLOW));
  }

  private static Replay.Result replayed(String bootstrap, Map<String, String> login)
      throws Exception {
    try (KafkaRecording logs =
        new KafkaRecording(bootstrap, login, Optional.empty(), Optional.empty())) {
      return Replay.run(logs, new ReplayPace());
    }
  }

  private static long applied(SimulatedRun run) {
    return run.view().outcomes().getOrDefault(Outcome.Result.APPLIED, 0L);
  }

  /// Without the password nothing is answered: the test would be none on an open broker.
  private static void refusesAStranger(SecuredBroker secured) {
    Map<String, Object> without = new HashMap<>(secured.clientSettings());
    without.put("security.protocol", "SSL");
    without.put("default.api.timeout.ms", 2000);
    without.put("request.timeout.ms", 1000);
    try (Admin admin = Admin.create(Clients.admin(secured.broker().bootstrap(), without))) {
      assertThatThrownBy(() -> admin.listTopics().names().get(10, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class);
    }
  }

  private static List<Path> filesWith(Path folder, String text) throws IOException {
    byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
    String sought = new String(wanted, StandardCharsets.ISO_8859_1);
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).filter(file -> holds(file, sought)).toList();
    }
  }

  private static boolean holds(Path file, String text) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
