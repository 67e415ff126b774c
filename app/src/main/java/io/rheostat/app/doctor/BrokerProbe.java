package io.rheostat.app.doctor;

import io.rheostat.topics.Clients;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/// Probe of brokers for an answer: a client left to itself asks for a minute before it reports a
/// failure, and without the reason.
public final class BrokerProbe {
  private static final int SECONDS = 6;
  private static final int KNOCK_MILLIS = 2_000;

  private BrokerProbe() {}

  /// Asks the brokers, for ten seconds at most.
  ///
  /// @param clientSettings further settings of Kafka clients, such as TLS and SASL
  /// @return the reason for no answer, and the remedy; empty when they answer
  public static Optional<String> silence(String bootstrap, Map<String, String> clientSettings)
      throws InterruptedException {
    try (Admin admin = Admin.create(Clients.admin(bootstrap, bounded(clientSettings)))) {
      var _ = admin.describeCluster().clusterId().get(SECONDS, TimeUnit.SECONDS);
      return Optional.empty();
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      return Optional.of(
          "no Kafka broker answers at "
              + bootstrap
              + ": "
              + reason(bootstrap, e)
              + ". Name HOST:PORT of a listener that this machine reaches; TLS and logins go into"
              + " --kafka-config.");
    }
  }

  /// Returns client settings with calls ending within the time of the probe.
  static Map<String, Object> bounded(Map<String, String> clientSettings) {
    Map<String, Object> settings = new HashMap<>(clientSettings);
    settings.put("default.api.timeout.ms", SECONDS * 1000);
    settings.put("request.timeout.ms", SECONDS * 1000);
    return settings;
  }

  /// Returns the reason of a failure. The client only reports a timeout; a connection attempt shows
  /// whether anybody listens.
  private static String reason(String bootstrap, Exception failure) {
    String first = bootstrap.split(",", -1)[0].strip();
    int colon = first.lastIndexOf(':');
    if (colon < 1 || !first.substring(colon + 1).matches("[0-9]{1,5}")) {
      return first + " is no HOST:PORT";
    }
    String host = first.substring(0, colon);
    int port = Integer.parseInt(first.substring(colon + 1));
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), KNOCK_MILLIS);
    } catch (UnknownHostException _) {
      return "no host is called " + host;
    } catch (IOException | IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null
        ? "it listens and does not speak Kafka within " + SECONDS + " s"
        : root.getMessage();
  }
}
