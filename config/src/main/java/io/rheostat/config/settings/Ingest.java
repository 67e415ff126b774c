package io.rheostat.config.settings;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Intake of metrics and alerts over HTTP: address, clients and limits.
///
/// @param listen the address to bind; port 0 takes a free one
/// @param tls HTTPS instead of HTTP
/// @param tokenFile source of the bearer tokens
/// @param bearerTokens tokens of allowed senders; anyone may send when empty
/// @param haReplicaLabels labels distinguishing the two of a Prometheus pair; dropped before
///     matching
/// @param limits limits of the intake
public record Ingest(
    InetSocketAddress listen,
    Optional<Tls> tls,
    Optional<Path> tokenFile,
    List<BearerToken> bearerTokens,
    List<String> haReplicaLabels,
    Limits limits) {
  /// Default when nothing is declared: HTTP on loopback, from anyone on this machine.
  public static final Ingest DEFAULT =
      new Ingest(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 8471),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of("prometheus_replica", "__replica__"),
          new Limits(
              16L << 20,
              256L << 20,
              256,
              1024,
              20_000,
              64,
              4096,
              1e6,
              1_000_000,
              Duration.ofSeconds(10)));

  public Ingest {
    bearerTokens = List.copyOf(bearerTokens);
    haReplicaLabels = List.copyOf(haReplicaLabels);
  }

  /// Returns whether a client has to authenticate.
  public boolean knowsItsClients() {
    return !bearerTokens.isEmpty() || tls.flatMap(Tls::clientAuthority).isPresent();
  }

  /// Returns the same intake with another's tokens.
  public Ingest withTokensOf(Ingest other) {
    return new Ingest(listen, tls, other.tokenFile, other.bearerTokens, haReplicaLabels, limits);
  }

  /// Limits of the intake, each with its own answer when it is exceeded.
  ///
  /// @param bodyBytes of one request, as sent and unpacked
  /// @param bodiesInFlightBytes of all requests being read or handled
  /// @param requestsInFlight requests handled at a time
  /// @param connections open at a time
  /// @param seriesPerRequest series of one request
  /// @param labelsPerSeries labels of one series
  /// @param labelLengthBytes of a label's name or value
  /// @param samplesPerSecond of each source
  /// @param knownSeries remembered series
  /// @param requestTime for a request to come, and for its answer to be read
  public record Limits(
      long bodyBytes,
      long bodiesInFlightBytes,
      int requestsInFlight,
      int connections,
      int seriesPerRequest,
      int labelsPerSeries,
      int labelLengthBytes,
      double samplesPerSecond,
      int knownSeries,
      Duration requestTime) {
    /// Longest body in bytes: bodies are arrays, and every machine supports arrays of this length.
    private static final long MOST_BODY_BYTES = 1L << 30;

    public Limits {
      if (bodyBytes < 1 || bodyBytes > MOST_BODY_BYTES) {
        throw new IllegalArgumentException(
            "limits.body is " + bodyBytes + " B. It must be between 1 B and 1 GiB.");
      }
      if (bodiesInFlightBytes < 2 * bodyBytes) {
        throw new IllegalArgumentException(
            "limits.bodiesInFlight is "
                + bodiesInFlightBytes
                + " B. It must be at least twice limits.body, "
                + (2 * bodyBytes)
                + " B: one source gets at most half of it.");
      }
    }
  }
}
