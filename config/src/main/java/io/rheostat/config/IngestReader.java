package io.rheostat.config;

import io.rheostat.config.Ingest.Limits;
import io.rheostat.config.Ingest.Tls;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What comes in over HTTP, out of its document.
final class IngestReader {
  private static final Pattern ADDRESS =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.%]+)]|([^:\\[\\]]+)):([0-9]{1,5})");

  private final Document document;
  private final Path directory;
  private final Problems problems;

  /// @param directory what relative files are relative to
  IngestReader(Document document, Path directory, Problems problems) {
    this.document = document;
    this.directory = directory;
    this.problems = problems;
  }

  Optional<Ingest> read() {
    Value.Branch spec = document.spec();
    Optional<InetSocketAddress> listen =
        problems.attempt(document, "spec.listen", () -> address(spec.text("listen")));
    Optional<Limits> limits =
        problems.attempt(document, "spec.limits", () -> limits(spec.branch("limits")));
    Optional<Tls> tls = spec.findBranch("tls").map(this::tls);
    Optional<Path> tokenFile =
        spec.has("bearerTokens")
            ? Optional.of(file("spec.bearerTokens", spec.text("bearerTokens")))
            : Optional.empty();
    List<Ingest.BearerToken> tokens = tokenFile.map(this::tokens).orElse(List.of());
    if (listen.isEmpty() || limits.isEmpty()) {
      return Optional.empty();
    }
    Ingest ingest =
        new Ingest(
            listen.get(),
            tls,
            tokenFile,
            tokens,
            spec.items("haReplicaLabels").texts(),
            limits.get());
    refuseStrangers(ingest);
    return Optional.of(ingest);
  }

  private void refuseStrangers(Ingest ingest) {
    boolean known = ingest.tokenFile().isPresent() || ingest.knowsItsClients();
    if (!known && !ingest.listen().getAddress().isLoopbackAddress()) {
      problems.add(
          document.problem(
              "spec.listen",
              ingest.listen().getAddress().getHostAddress() + " can be reached by anyone.",
              "Add bearerTokens or tls.clientAuthority, or listen on 127.0.0.1."));
    }
  }

  /// Names are not resolved: what one means may change between the check and the start.
  private static InetSocketAddress address(String text) {
    Matcher matcher = ADDRESS.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(3)) > 65_535) {
      throw new IllegalArgumentException(
          "'" + text + "' is no IP address and port. Write it like 127.0.0.1:8471 or [::1]:8471.");
    }
    String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    int port = Integer.parseInt(matcher.group(3));
    if (host.equals("localhost")) {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
    try {
      return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException(
          "'" + host + "' is no IP address. Write one of this machine's, or 0.0.0.0 for all.");
    }
  }

  private Tls tls(Value.Branch branch) {
    Optional<Path> authority =
        branch.has("clientAuthority")
            ? Optional.of(file("spec.tls.clientAuthority", branch.text("clientAuthority")))
            : Optional.empty();
    return new Tls(
        file("spec.tls.certificate", branch.text("certificate")),
        file("spec.tls.key", branch.text("key")),
        authority);
  }

  private List<Ingest.BearerToken> tokens(Path file) {
    return Files.isReadable(file) ? TokenFile.read(file, directory, problems) : List.of();
  }

  private Path file(String key, String name) {
    Path file = directory.resolve(name);
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      problems.add(
          document.problem(key, "no file " + file + " can be read.", "Write it beside this file."));
    }
    return file;
  }

  private static Limits limits(Value.Branch spec) {
    return new Limits(
        bytes(spec, "body"),
        bytes(spec, "bodiesInFlight"),
        spec.whole("requestsInFlight"),
        spec.whole("connections"),
        spec.whole("seriesPerRequest"),
        spec.whole("labelsPerSeries"),
        spec.whole("labelLength"),
        spec.number("samplesPerSecond"),
        spec.whole("knownSeries"),
        spec.duration("requestTime"));
  }

  private static long bytes(Value.Branch spec, String key) {
    return spec.decimal(key).longValue();
  }
}
