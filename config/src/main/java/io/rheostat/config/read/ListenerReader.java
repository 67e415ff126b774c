package io.rheostat.config.read;

import io.rheostat.config.settings.BearerToken;
import io.rheostat.config.settings.Tls;
import io.rheostat.config.yaml.Document;
import io.rheostat.config.yaml.Problems;
import io.rheostat.config.yaml.Value;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reader of a listening address and its allowed clients from a document: the keys `listen`, `tls`
/// and `bearerTokens`.
final class ListenerReader {
  private static final Pattern ADDRESS =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.%]+)]|([^:\\[\\]]+)):([0-9]{1,5})");

  private final Document document;
  private final Path directory;
  private final Problems problems;

  /// @param directory base of relative files
  ListenerReader(Document document, Path directory, Problems problems) {
    this.document = document;
    this.directory = directory;
    this.problems = problems;
  }

  /// Returns the address; beyond loopback only where clients have to authenticate.
  Optional<InetSocketAddress> listen() {
    Value.Branch spec = document.spec();
    Optional<InetSocketAddress> listen =
        problems.attempt(document, "spec.listen", () -> address(spec.text("listen")));
    boolean known =
        spec.has("bearerTokens")
            || spec.findBranch("tls").filter(tls -> tls.has("clientAuthority")).isPresent();
    if (listen.isPresent() && !known && !listen.get().getAddress().isLoopbackAddress()) {
      problems.add(
          document.problem(
              "spec.listen",
              listen.get().getAddress().getHostAddress() + " can be reached by anyone.",
              "Add bearerTokens or tls.clientAuthority, or listen on 127.0.0.1."));
    }
    return listen;
  }

  /// Parses an address. Names are not resolved: their meaning may change between the check and the
  /// start.
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

  Optional<Tls> tls() {
    return document.spec().findBranch("tls").map(this::tls);
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

  Optional<Path> tokenFile() {
    Value.Branch spec = document.spec();
    return spec.has("bearerTokens")
        ? Optional.of(file("spec.bearerTokens", spec.text("bearerTokens")))
        : Optional.empty();
  }

  /// Reads the good lines of the file.
  List<BearerToken> tokens(Path file) {
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
}
