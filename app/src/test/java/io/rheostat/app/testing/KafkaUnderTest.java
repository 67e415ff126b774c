package io.rheostat.app.testing;

import io.rheostat.app.broker.BrokerException;
import io.rheostat.app.broker.EmbeddedBroker;
import java.nio.file.Path;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/// A real broker: the program's own, or the image of `-Dkafka.image=…` in Docker. With an image and
/// without Docker a test fails; it is not skipped.
///
/// @param bootstrap host:port for clients
/// @param stop ends it
public record KafkaUnderTest(String bootstrap, Runnable stop) implements AutoCloseable {
  /// Starts a broker without topics.
  ///
  /// @param folder for its data, when it is embedded
  public static KafkaUnderTest start(Path folder) throws BrokerException {
    String image = System.getProperty("kafka.image", "");
    if (image.isBlank()) {
      EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"));
      return new KafkaUnderTest(broker.bootstrap(), broker::close);
    }
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      throw new IllegalStateException(
          "-Dkafka.image="
              + image
              + " needs Docker, which is not there. Start it or leave it out.");
    }
    KafkaContainer container =
        new KafkaContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("apache/kafka"));
    container.start();
    return new KafkaUnderTest(container.getBootstrapServers(), container::stop);
  }

  @Override
  public void close() {
    stop.run();
  }
}
