package io.rheostat.config.shape;

import static io.rheostat.config.shape.Key.defaulted;
import static io.rheostat.config.shape.Key.optional;
import static io.rheostat.config.shape.Shapes.COUNT;
import static io.rheostat.config.shape.Shapes.POSITIVE_DURATION;
import static io.rheostat.config.shape.Shapes.POSITIVE_NUMBER;
import static io.rheostat.config.shape.Shapes.TEXT;
import static io.rheostat.config.shape.Shapes.mapping;
import static io.rheostat.config.shape.Shapes.quantity;

import io.rheostat.config.shape.Shape.ListOf;
import io.rheostat.config.shape.Shape.Mapping;
import io.rheostat.config.yaml.LowerBound;
import io.rheostat.config.yaml.NumberUnit;

/// Keys of the intake over HTTP.
final class IngestShapes {
  private static final Shape SIZE = quantity(NumberUnit.BYTES, LowerBound.AT_LEAST_ONE);

  private IngestShapes() {}

  static Mapping ingest() {
    return mapping(
        defaulted(
            "listen",
            TEXT,
            "127.0.0.1:8471",
            "IP address and port to listen on; beyond this machine's loopback only with"
                + " bearerTokens or tls.clientAuthority. A change needs a restart."),
        optional(
            "tls",
            ListenerShapes.tls(),
            "{certificate: server.pem, key: server-key.pem}",
            "HTTPS instead of HTTP. A change needs a restart."),
        optional(
            "bearerTokens",
            TEXT,
            "tokens.txt",
            "File of who may send, a line 'name token' each; the name names the source."),
        defaulted(
            "haReplicaLabels",
            new ListOf(TEXT),
            "[prometheus_replica, __replica__]",
            "External labels that tell the two of a Prometheus pair apart; dropped, so that both"
                + " send the same series."),
        defaulted("limits", limits(), "{}", "How much is taken."));
  }

  private static Mapping limits() {
    return mapping(
        defaulted(
            "body",
            SIZE,
            "16 MiB",
            "Of one request, as sent and unpacked; raise it for a sender with larger batches."),
        defaulted(
            "bodiesInFlight",
            SIZE,
            "256 MiB",
            "Memory for all bodies at a time, half of it for one source; fit it to the heap."),
        defaulted(
            "requestsInFlight",
            COUNT,
            "256",
            "Requests handled at a time, half of them of one source; raise it for many senders."),
        defaulted("connections", COUNT, "1024", "Open at a time; raise it for more senders."),
        defaulted(
            "seriesPerRequest",
            COUNT,
            "20000",
            "Series of one request; raise it with a sender's batch."),
        defaulted(
            "labelsPerSeries", COUNT, "64", "Labels of one series; a series above it is refused."),
        defaulted(
            "labelLength",
            COUNT,
            "4096",
            "Bytes of a label's name or value; a series above it is refused."),
        defaulted(
            "samplesPerSecond",
            POSITIVE_NUMBER,
            "1000000",
            "Of each source; keeps one that runs wild from taking all of the machine."),
        defaulted(
            "knownSeries",
            COUNT,
            "1000000",
            "Series remembered with their workload; bounds memory when labels churn."),
        defaulted(
            "requestTime",
            POSITIVE_DURATION,
            "10s",
            "For a request to come, and for its answer to be read; cuts slow clients off."));
  }
}
