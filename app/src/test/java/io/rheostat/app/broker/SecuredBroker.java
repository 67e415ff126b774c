package io.rheostat.app.broker;

import io.rheostat.config.testing.Certificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A broker that demands TLS, a client certificate and a password (SASL/PLAIN), and authorizes: the
/// program may do everything, a reader what it is granted.
///
/// @param broker the broker
/// @param clientSettings what a client needs; the password is in a file that they name
/// @param readerSettings the same of a login without any grant
/// @param secrets what nobody may ever read elsewhere
public record SecuredBroker(
    EmbeddedBroker broker,
    Map<String, String> clientSettings,
    Map<String, String> readerSettings,
    List<String> secrets)
    implements AutoCloseable {
  private static final String PASSWORD = "s3cret-of-rheostat-7261";
  private static final String READER = "s3cret-of-a-reader-3350";

  /// Name of the login without any grant.
  public static final String READER_NAME = "analyst";

  private static final String BROKERS = "s3cret-of-the-broker-9914";
  private static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\""
          + " password=\"%s\"";

  /// Starts it.
  ///
  /// @param folder for its data, keys and certificates
  public static SecuredBroker start(Path folder) throws Exception {
    Certificates made = new Certificates(folder).signed("broker", "EC").signed("client", "EC");
    int[] ports = EmbeddedBroker.freePorts();
    Map<String, String> settings = new HashMap<>(tls(made, "broker"));
    settings.put(
        "listeners",
        "SASL_SSL://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(ports[0], ports[1]));
    settings.put("advertised.listeners", "SASL_SSL://127.0.0.1:" + ports[0]);
    settings.put("listener.security.protocol.map", "SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT");
    settings.put("inter.broker.listener.name", "SASL_SSL");
    settings.put("sasl.enabled.mechanisms", "PLAIN");
    settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
    settings.put("ssl.client.auth", "required");
    settings.put("listener.name.sasl_ssl.ssl.client.auth", "required");
    settings.put(
        "listener.name.sasl_ssl.plain.sasl.jaas.config",
        LOGIN.formatted("broker", BROKERS)
            + " user_broker=\"%s\" user_rheostat=\"%s\" user_%s=\"%s\";"
                .formatted(BROKERS, PASSWORD, READER_NAME, READER));
    settings.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    // The controller's own listener is plain.
    settings.put("super.users", "User:broker;User:rheostat;User:ANONYMOUS");
    EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"), ports, settings);
    return new SecuredBroker(
        broker,
        client(folder, made, "rheostat", PASSWORD),
        client(folder, made, READER_NAME, READER),
        List.of(PASSWORD, BROKERS, READER, key(made, "client"), key(made, "broker")));
  }

  /// As `--kafka-config` reads them.
  private static Map<String, String> client(
      Path folder, Certificates made, String name, String password) throws Exception {
    Path file = folder.resolve(name + "-secrets.properties");
    Files.writeString(file, "password=" + password + "\n");
    Map<String, String> client = new HashMap<>(tls(made, "client"));
    client.put("security.protocol", "SASL_SSL");
    client.put("sasl.mechanism", "PLAIN");
    client.put("config.providers", "file");
    client.put(
        "config.providers.file.class",
        "org.apache.kafka.common.config.provider.FileConfigProvider");
    client.put("sasl.jaas.config", LOGIN.formatted(name, "${file:" + file + ":password}") + ";");
    return client;
  }

  private static Map<String, String> tls(Certificates made, String alias) throws Exception {
    return Map.of(
        "ssl.keystore.type", "PEM",
        "ssl.keystore.certificate.chain", Files.readString(made.chain(alias)),
        "ssl.keystore.key", Files.readString(made.key(alias)),
        "ssl.truststore.type", "PEM",
        "ssl.truststore.certificates", Files.readString(made.chain("authority")));
  }

  /// A line of the key that no other text has.
  private static String key(Certificates made, String alias) throws Exception {
    return Files.readAllLines(made.key(alias)).get(1);
  }

  @Override
  public void close() throws IOException {
    broker.close();
  }
}
