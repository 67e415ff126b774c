package io.rheostat.config.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.config.load.ConfigLoader;
import io.rheostat.config.load.ConfigWatch;
import io.rheostat.config.load.Folder;
import io.rheostat.config.testing.Shipped;
import io.rheostat.config.yaml.ConfigException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestTest {
  private static final String TOKEN = "0123456789abcdef";

  @TempDir Path directory;

  private Folder ingest(String spec) {
    return new Folder(directory)
        .withBasics()
        .write("ingest.yaml", "kind: Ingest\nmetadata: {name: ingest}\nspec:\n" + spec.indent(2));
  }

  @Test
  void nothingDeclaredIsTheDefault() {
    Configuration none = new Folder(directory).withBasics().load();
    assertThat(none.ingest()).isEqualTo(Ingest.DEFAULT);
    assertThat(ingest("limits: {}").load().ingest()).isEqualTo(Ingest.DEFAULT);
  }

  @Test
  void theShippedFilesWriteTheDefaults() throws ConfigException {
    Configuration shipped = ConfigLoader.load(Shipped.root().resolve("config"));
    assertThat(shipped.ingest()).isEqualTo(Ingest.DEFAULT);
    assertThat(shipped.page()).isEqualTo(Page.DEFAULT);
  }

  @Test
  void everyKeyIsMapped() {
    Ingest ingest =
        ingest(
                """
                listen: "[::]:9000"
                tls: {certificate: c.pem, key: k.pem, clientAuthority: a.pem}
                bearerTokens: tokens.txt
                haReplicaLabels: [replica]
                limits:
                  body: 1 MiB
                  bodiesInFlight: 3 MiB
                  requestsInFlight: 4
                  connections: 5
                  seriesPerRequest: 6
                  labelsPerSeries: 7
                  labelLength: 8
                  samplesPerSecond: 9.5
                  knownSeries: 10
                  requestTime: 11s
                """)
            .write("c.pem", "c")
            .write("k.pem", "k")
            .write("a.pem", "a")
            .write("tokens.txt", "# senders\n\nprom-1 " + TOKEN + "\n")
            .load()
            .ingest();

    Path root = directory.toAbsolutePath();
    String sha256 = "9f9f5111f7b27a781f1f1ddde5ebc2dd2b796bfc7365c9c28b548e564176929f";
    assertThat(ingest)
        .isEqualTo(
            new Ingest(
                new InetSocketAddress(InetAddress.ofLiteral("::"), 9000),
                Optional.of(
                    new Tls(
                        root.resolve("c.pem"),
                        root.resolve("k.pem"),
                        Optional.of(root.resolve("a.pem")))),
                Optional.of(root.resolve("tokens.txt")),
                List.of(new BearerToken("prom-1", sha256)),
                List.of("replica"),
                new Ingest.Limits(
                    1 << 20, 3 << 20, 4, 5, 6, 7, 8, 9.5, 10, Duration.ofSeconds(11))));
    assertThat(ingest.toString()).doesNotContain(TOKEN);
  }

  @Test
  void anAddressThatOthersReachNeedsKnownClients() {
    assertThat(ingest("listen: 0.0.0.0:8471").problems())
        .containsExactly(
            "ingest.yaml:4: spec.listen: 0.0.0.0 can be reached by anyone. Add bearerTokens or"
                + " tls.clientAuthority, or listen on 127.0.0.1.");
    String tls = "listen: 0.0.0.0:8471\ntls: {certificate: c.pem, key: c.pem";
    Folder folder = new Folder(directory).write("c.pem", "c");
    assertThat(ingest(tls + "}").problems()).singleElement().asString().contains("by anyone");
    assertThat(ingest(tls + ", clientAuthority: c.pem}").load().ingest().knowsItsClients())
        .isTrue();
    folder.write("t", "a " + TOKEN);
    assertThat(ingest("listen: 0.0.0.0:8471\nbearerTokens: t").load().ingest().knowsItsClients())
        .isTrue();
  }

  @Test
  void addressesAreLiterals() {
    assertThat(ingest("listen: localhost:1").load().ingest().listen().getPort()).isEqualTo(1);
    assertThat(ingest("listen: example.org:1").problems())
        .containsExactly(
            "ingest.yaml:4: spec.listen: 'example.org' is no IP address. Write one of this"
                + " machine's, or 0.0.0.0 for all. Correct it.");
    assertThat(ingest("listen: 127.0.0.1").problems())
        .containsExactly(
            "ingest.yaml:4: spec.listen: '127.0.0.1' is no IP address and port. Write it like"
                + " 127.0.0.1:8471 or [::1]:8471. Correct it.");
  }

  @Test
  void filesMustBeThere() {
    assertThat(ingest("tls: {certificate: c.pem, key: k.pem}\nbearerTokens: t").problems())
        .containsExactly(
            "ingest.yaml:4: spec.tls.certificate: no file %s can be read. Write it beside this file."
                .formatted(directory.toAbsolutePath().resolve("c.pem")),
            "ingest.yaml:4: spec.tls.key: no file %s can be read. Write it beside this file."
                .formatted(directory.toAbsolutePath().resolve("k.pem")),
            "ingest.yaml:5: spec.bearerTokens: no file %s can be read. Write it beside this file."
                .formatted(directory.toAbsolutePath().resolve("t")));
  }

  @Test
  void aBadTokenIsRefusedWithoutBeingPrinted() {
    Folder folder =
        ingest("bearerTokens: t")
            .write("t", "a " + TOKEN + "\nb " + TOKEN + "\nc short\nd one two\n? " + TOKEN + "\n");
    assertThat(folder.problems())
        .containsExactly(
            "t:2: the token of b is another's too. Give each its own.",
            "t:3: the token of c is too short or not ASCII. Take 16 or more, such as of 'openssl"
                + " rand -hex 32'.",
            "t:4: a line has 3 words. Write 'name token'.",
            "t:5: the first word is not a name. Write 'name token'; a name has letters, digits,"
                + " '-', '_' and '.', at most 63.");
    assertThat(folder.write("t", "# nobody yet\n").problems())
        .containsExactly("t:1: no token is in it. Write a line 'name token' for each sender.");
  }

  @Test
  void limitsAreChecked() {
    assertThat(ingest("limits: {body: 2 GiB}").problems())
        .containsExactly(
            "ingest.yaml:4: spec.limits: limits.body is 2147483648 B. It must be between 1 B and"
                + " 1 GiB. Correct it.");
    assertThat(ingest("limits: {bodiesInFlight: 20 MiB}").problems())
        .containsExactly(
            "ingest.yaml:4: spec.limits: limits.bodiesInFlight is 20971520 B. It must be at least"
                + " twice limits.body, 33554432 B: one source gets at most half of it. Correct"
                + " it.");
    assertThat(ingest("limits: {requestTime: 0s}").problems())
        .singleElement()
        .asString()
        .startsWith("ingest.yaml:4: spec.limits.requestTime: '0s' is too small.");
  }

  @Test
  void thereIsOneDocument() {
    Folder folder = ingest("limits: {}");
    folder.write(
        "ingest.yaml",
        """
        {kind: Ingest, metadata: {name: a}, spec: {}}
        ---
        {kind: Ingest, metadata: {name: b}, spec: {}}
        """);
    assertThat(folder.problems())
        .containsExactly(
            "ingest.yaml:3: kind: Ingest is declared twice, first in ingest.yaml:1. Keep one"
                + " document.");
  }

  @Test
  void changedTokensAreSeen() throws Exception {
    Folder folder = ingest("bearerTokens: t").write("t", "a " + TOKEN);
    ConfigWatch watch = ConfigWatch.start(directory);
    assertThat(watch.poll()).isEmpty();

    folder.write("t", "a " + TOKEN + "\nb " + TOKEN + "2");
    assertThat(watch.poll().orElseThrow().ingest().bearerTokens())
        .extracting(BearerToken::name)
        .containsExactly("a", "b");

    folder.write("ingest.yaml", "{kind: Ingest, metadata: {name: i}, spec: {bearerTokens: u}}");
    assertThat(watch.poll()).isEmpty();
    assertThat(watch.lastProblems()).hasSize(1);
    folder.write("u", "c");
    Files.setLastModifiedTime(directory.resolve("ingest.yaml"), FileTime.from(Instant.EPOCH));
    assertThat(watch.poll()).isEmpty();
    folder.write("u", "c " + TOKEN);
    assertThat(watch.poll().orElseThrow().ingest().bearerTokens())
        .as("a file whose problem was told is watched, too")
        .extracting(BearerToken::name)
        .containsExactly("c");
  }
}
