package io.rheostat.app.service.runtime;

import io.rheostat.actuator.shell.CommandListener;
import io.rheostat.actuator.shell.LoopPace;
import io.rheostat.streams.Delivery;
import io.rheostat.streams.Progress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/// Settings of a service in this process.
///
/// @param kafka the brokers and the topics on them
/// @param roles roles to run
/// @param clock the one clock
/// @param data folder for local files
/// @param listeners listening addresses
/// @param hooks surroundings other than the real ones, for demos and tests
public record ServiceSettings(
    Kafka kafka, Set<Role> roles, Clock clock, Path data, Listeners listeners, Hooks hooks) {

  /// Brokers and topics.
  ///
  /// @param bootstrap Kafka's bootstrap servers
  /// @param logPartitions partitions of both logs, where they do not exist
  /// @param replication copies of new topics
  /// @param delivery guarantee of the stages
  /// @param clientSettings further settings of Kafka clients, such as TLS and SASL
  public record Kafka(
      String bootstrap,
      int logPartitions,
      short replication,
      Delivery delivery,
      Map<String, String> clientSettings) {}

  /// Listening addresses.
  ///
  /// @param page address of the page
  /// @param ingest address of ingest
  public record Listeners(InetSocketAddress page, InetSocketAddress ingest) {}

  /// Surroundings of the service.
  ///
  /// @param clusters addresses of simulated clusters by name
  /// @param pace pace of its loops
  /// @param commandListener listener for each command as it is read
  /// @param progress listener for the progress of the stages
  public record Hooks(
      Map<String, URI> clusters,
      LoopPace pace,
      CommandListener commandListener,
      Progress progress) {
    /// Returns the real surroundings: no simulated cluster, and loops by themselves.
    public static Hooks none() {
      return new Hooks(
          Map.of(),
          new LoopPace.Free(Duration.ofSeconds(1)),
          CommandListener.IGNORED,
          Progress.IGNORED);
    }
  }

  /// Returns Kafka's bootstrap servers, `host:port` separated by commas.
  public String bootstrap() {
    return kafka.bootstrap();
  }

  /// Returns the partitions of each log where it does not exist yet.
  public int logPartitions() {
    return kafka.logPartitions();
  }

  /// Returns the number of copies of new topics.
  public short replication() {
    return kafka.replication();
  }

  /// Returns the delivery guarantee of the stages.
  public Delivery delivery() {
    return kafka.delivery();
  }

  /// Returns further settings of Kafka clients by name, such as TLS and SASL.
  public Map<String, String> clientSettings() {
    return kafka.clientSettings();
  }

  /// Returns the listening address of the page.
  public InetSocketAddress pageAddress() {
    return listeners.page();
  }

  /// Returns the listening address of ingest.
  public InetSocketAddress ingestAddress() {
    return listeners.ingest();
  }

  /// Returns the addresses of simulated clusters by name; empty in a real service.
  public Map<String, URI> clusters() {
    return hooks.clusters();
  }

  /// Returns the pace of the service's loops.
  public LoopPace pace() {
    return hooks.pace();
  }

  /// Returns the listener for each command as it is read.
  public CommandListener commandListener() {
    return hooks.commandListener();
  }

  /// Returns the listener for the progress of the stages.
  public Progress progress() {
    return hooks.progress();
  }
}
