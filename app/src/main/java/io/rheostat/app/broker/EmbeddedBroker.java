package io.rheostat.app.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A real single-node KRaft broker in this process, on loopback, with its data on disk. It survives
/// restarts and kill -9: the session time-outs are short, because a restart waits until the
/// broker's own old session is over.
public final class EmbeddedBroker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

  /// Prefix of these brokers' cluster ids; 16 bytes in base64 have 22 letters, the last of them one
  /// of four.
  private static final String EMBEDDED = "rheostat";

  private static final int ID_LENGTH = 22;
  private static final int NODE = 1;
  private static final String HOST = "127.0.0.1";
  private static final String LOCK = ".rheostat-lock";

  private final FileChannel lock;
  private final KafkaRaftServer server;
  private final String bootstrap;

  private EmbeddedBroker(FileChannel lock, KafkaRaftServer server, String bootstrap) {
    this.lock = lock;
    this.server = server;
    this.bootstrap = bootstrap;
  }

  /// Starts a broker on free ports; returns once clients can use it.
  ///
  /// @param directory its data; formatted on first use, kept as it is afterwards
  /// @throws BrokerException when the directory is in use or cannot be written
  public static EmbeddedBroker start(Path directory) throws BrokerException {
    try {
      return start(directory, freePorts());
    } catch (IOException e) {
      throw new BrokerException("no port on loopback is free: " + e.getMessage(), e);
    }
  }

  /// Starts it on given ports, so that clients of an earlier run find it again.
  ///
  /// @param ports for clients and for the controller
  static EmbeddedBroker start(Path directory, int[] ports) throws BrokerException {
    return start(directory, ports, Map.of());
  }

  /// Starts it with other settings, by Kafka's names.
  static EmbeddedBroker start(Path directory, int[] ports, Map<String, String> other)
      throws BrokerException {
    Exit.setHaltProcedure(
        (status, message) -> {
          // Kafka halts the process when its log directory breaks; the reason must not be lost.
          LOG.atError().addKeyValue("status", status).log("the broker gives up: {}", message);
          Runtime.getRuntime().halt(status);
        });
    try {
      Files.createDirectories(directory);
      FileChannel lock = lock(directory);
      try {
        return new EmbeddedBroker(lock, run(directory, ports, other), HOST + ":" + ports[0]);
      } catch (Exception e) {
        lock.close();
        throw e;
      }
    } catch (Exception e) {
      throw new BrokerException(
          "no broker can run in "
              + directory
              + ": "
              + e.getMessage()
              + ". Is another Rheostat using it? Give each its own --data.",
          e);
    }
  }

  /// Locks the folder. Kafka locks it only after its controller has begun to write there: a second
  /// broker would break the first one's metadata log, and the first would halt its process.
  private static FileChannel lock(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // Locked by this very process; refused like any other.
    }
    channel.close();
    throw new IOException("another broker runs there");
  }

  private static KafkaRaftServer run(Path directory, int[] ports, Map<String, String> other)
      throws Exception {
    format(directory);
    Properties properties = new Properties();
    properties.putAll(settings(directory, ports));
    properties.putAll(other);
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
    try {
      server.startup();
      return server;
    } catch (RuntimeException e) {
      server.shutdown();
      throw e;
    }
  }

  private static Map<String, String> settings(Path directory, int[] ports) {
    Map<String, String> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(NODE));
    settings.put(
        "listeners",
        "PLAINTEXT://" + HOST + ":" + ports[0] + ",CONTROLLER://" + HOST + ":" + ports[1]);
    settings.put("advertised.listeners", "PLAINTEXT://" + HOST + ":" + ports[0]);
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("controller.quorum.voters", NODE + "@" + HOST + ":" + ports[1]);
    settings.put("log.dirs", directory.toString());
    settings.put("auto.create.topics.enable", "false");
    settings.put("default.replication.factor", "1");
    settings.put("min.insync.replicas", "1");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "4");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", "4");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20));
    settings.put("broker.session.timeout.ms", "2000");
    settings.put("broker.heartbeat.interval.ms", "500");
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "2");
    settings.put("num.recovery.threads.per.data.dir", "2");
    // A scaled clock may run ahead of the broker's own; the default refuses more than an hour.
    settings.put("log.message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
    // A crashed client's open transaction holds up readers until it is aborted. The first check
    // must come after a restarted broker has replaced its own old registration, which takes about 2
    // s: an
    // abort in
    // between finds no leaders, Kafka takes the partitions as deleted and never ends the
    // transaction
    // there, and nobody reads them any further.
    settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "5000");
    return settings;
  }

  static int[] freePorts() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket first = new ServerSocket(0, 1, loopback);
        ServerSocket second = new ServerSocket(0, 1, loopback)) {
      return new int[] {first.getLocalPort(), second.getLocalPort()};
    }
  }

  private static void format(Path directory) throws Exception {
    if (Files.exists(directory.resolve("meta.properties"))) {
      return;
    }
    new Formatter()
        .setClusterId(clusterId(directory))
        .setNodeId(NODE)
        .setDirectories(List.of(directory.toString()))
        .setMetadataLogDirectory(directory.toString())
        .setControllerListenerName("CONTROLLER")
        .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
        .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
        .setIgnoreFormatted(true)
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .run();
  }

  /// Computes the cluster id from this machine and this folder, so that a lost folder becomes the
  /// same cluster again.
  private static String clusterId(Path directory) {
    try {
      String place = machine() + "\n" + directory.toAbsolutePath().normalize();
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(place.getBytes(StandardCharsets.UTF_8));
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
      return EMBEDDED + text.substring(0, ID_LENGTH - EMBEDDED.length() - 1) + "A";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "a machine without a name";
    }
  }

  /// Returns whether a cluster id belongs to a broker of this class.
  public static boolean isEmbedded(String clusterId) {
    return clusterId.startsWith(EMBEDDED);
  }

  /// Returns host:port for clients.
  public String bootstrap() {
    return bootstrap;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
    try {
      lock.close();
    } catch (IOException e) {
      LOG.atWarn().setCause(e).log("the broker's lock did not close well");
    }
  }
}
