package io.rheostat.app.cli;

import io.rheostat.app.demo.RunningFile;
import io.rheostat.app.doctor.BrokerProbe;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/// Where the topics are: a cluster, or the embedded broker of a program that runs on this machine.
final class KafkaOptions {
  @Option(names = "--kafka", description = "host:port of a Kafka cluster.")
  private Optional<String> kafka = Optional.empty();

  @Option(
      names = "--kafka-config",
      description = "A properties file with further client settings, such as TLS and SASL.")
  private Optional<Path> settings = Optional.empty();

  @Option(
      names = "--data",
      defaultValue = "data",
      description = "Data folder of the program that runs here (default: data).")
  private Path data = Path.of("data");

  /// The brokers to talk to, which answer.
  ///
  /// @throws UsageException when none is named and none runs here, or when they do not answer
  ///     within ten seconds
  String bootstrap() throws IOException, UsageException, InterruptedException {
    String named =
        running()
            .orElseThrow(
                () ->
                    new UsageException(
                        "nothing runs on "
                            + data
                            + ". Start rheostat up, or name the cluster with --kafka HOST:PORT."));
    Optional<String> silence = BrokerProbe.silence(named, clientSettings());
    if (silence.isPresent()) {
      throw new UsageException(silence.get());
    }
    return named;
  }

  /// The brokers to talk to, whether they answer or not; empty when none is named and none runs
  /// here.
  Optional<String> running() throws IOException {
    return kafka.isPresent() ? kafka : RunningFile.bootstrap(data);
  }

  /// The cluster asked for; empty for the embedded broker.
  Optional<String> cluster() {
    return kafka;
  }

  Path data() {
    return data;
  }

  Map<String, String> clientSettings() throws IOException {
    Map<String, String> all = new TreeMap<>();
    if (settings.isPresent()) {
      Properties properties = new Properties();
      try (InputStream in = Files.newInputStream(settings.get())) {
        properties.load(in);
      } catch (NoSuchFileException e) {
        throw new IOException("--kafka-config " + settings.get() + " is no file.", e);
      }
      properties.stringPropertyNames().forEach(name -> all.put(name, properties.getProperty(name)));
    }
    return all;
  }
}
