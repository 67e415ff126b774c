package io.rheostat.app.cli.option;

import io.rheostat.app.demo.RunningFile;
import io.rheostat.app.doctor.BrokerProbe;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/// Options for the location of the topics: a cluster, or the embedded broker of a program on this
/// machine.
public final class KafkaOptions {
  private static final Duration START = Duration.ofMinutes(1);
  private static final Duration AGAIN = Duration.ofSeconds(1);

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

  /// Returns the addresses of answering brokers.
  ///
  /// @throws UsageException when none is named and none runs here, or when they do not answer
  ///     within ten seconds
  public String bootstrap() throws IOException, UsageException, InterruptedException {
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

  /// Returns the addresses of the brokers once they answer: a service may start beside them. Says
  /// on standard error that it waits.
  ///
  /// @throws UsageException when none is named and none runs here, or when they do not answer
  ///     within a minute
  public String awaited() throws IOException, UsageException, InterruptedException {
    long deadline = System.nanoTime() + START.toNanos();
    boolean said = false;
    while (true) {
      try {
        return bootstrap();
      } catch (UsageException silent) {
        if (running().isEmpty() || System.nanoTime() > deadline) {
          throw silent;
        }
        if (!said) {
          System.err.println(
              "rheostat: " + silent.getMessage() + " It is asked again for a minute.");
          said = true;
        }
        Thread.sleep(AGAIN);
      }
    }
  }

  /// Returns the addresses of the brokers, whether they answer or not; empty when none is named and
  /// none runs here.
  public Optional<String> running() throws IOException {
    return kafka.isPresent() ? kafka : RunningFile.bootstrap(data);
  }

  /// Returns the requested cluster; empty for the embedded broker.
  public Optional<String> cluster() {
    return kafka;
  }

  /// Returns the data folder of the program running on this machine.
  public Path data() {
    return data;
  }

  /// Returns further settings of Kafka clients by name; none without `--kafka-config`.
  ///
  /// @throws IOException when the named file does not exist or cannot be read
  public Map<String, String> clientSettings() throws IOException {
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
