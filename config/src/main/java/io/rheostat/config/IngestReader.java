package io.rheostat.config;

import io.rheostat.config.Ingest.Limits;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Reader of the intake over HTTP from its document.
final class IngestReader {
  private final Document document;
  private final DoorReader door;
  private final Problems problems;

  /// @param directory base of relative files
  IngestReader(Document document, Path directory, Problems problems) {
    this.document = document;
    this.door = new DoorReader(document, directory, problems);
    this.problems = problems;
  }

  Optional<Ingest> read() {
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
