package io.rheostat.config.read;

import io.rheostat.config.settings.BearerToken;
import io.rheostat.config.settings.Ingest;
import io.rheostat.config.settings.Ingest.Limits;
import io.rheostat.config.settings.Tls;
import io.rheostat.config.yaml.Document;
import io.rheostat.config.yaml.Problems;
import io.rheostat.config.yaml.Value;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Reader of the intake over HTTP from its document.
public final class IngestReader {
  private final Document document;
  private final ListenerReader door;
  private final Problems problems;

  /// @param directory base of relative files
  public IngestReader(Document document, Path directory, Problems problems) {
    this.document = document;
    this.door = new ListenerReader(document, directory, problems);
    this.problems = problems;
  }

  /// Reads the intake's settings; empty when the address or the limits have a problem.
  public Optional<Ingest> read() {
    Value.Branch spec = document.spec();
    Optional<InetSocketAddress> listen = door.listen();
    Optional<Limits> limits =
        problems.attempt(document, "spec.limits", () -> limits(spec.branch("limits")));
    Optional<Tls> tls = door.tls();
    Optional<Path> tokenFile = door.tokenFile();
    List<BearerToken> tokens = tokenFile.map(door::tokens).orElse(List.of());
    if (listen.isEmpty() || limits.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Ingest(
            listen.get(),
            tls,
            tokenFile,
            tokens,
            spec.items("haReplicaLabels").texts(),
            limits.get()));
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
