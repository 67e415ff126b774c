package io.rheostat.benchmarks.ingest;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rheostat.config.settings.Configuration;
import io.rheostat.config.settings.Ingest;
import io.rheostat.core.estimate.EstimateEffect;
import io.rheostat.core.estimate.EstimateStage;
import io.rheostat.core.stage.Ledger;
import io.rheostat.core.stage.PartitionFold;
import io.rheostat.core.workload.WorkloadState;
import io.rheostat.ingest.http.exchange.PostedRequest;
import io.rheostat.ingest.http.exchange.Reply;
import io.rheostat.ingest.http.exchange.RequestHeaders;
import io.rheostat.ingest.log.IngestPorts;
import io.rheostat.ingest.log.WorkloadLog;
import io.rheostat.ingest.matching.SeriesMatcher;
import io.rheostat.ingest.metrics.IngestMetrics;
import io.rheostat.ingest.push.PushReceiver;
import io.rheostat.ingest.remotewrite.RemoteWriteEndpoint;
import io.rheostat.ingest.time.IngestTime;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.topics.codec.WorkloadEventCodec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The path of pushed samples without HTTP and Kafka, in one thread: from the packed body to a
/// reading, to the log's bytes and back, through the estimate stage, to the bytes of the changed
/// state. A [Depth] limits it.
final class Pipeline {
  /// Length of the path; each depth includes all before it.
  enum Depth {
    READ,
    ENCODE,
    FOLD,
    STORE
  }

  private final Depth depth;
  private final EstimateStage stage = new EstimateStage();
  private final PartitionFold<WorkloadState, WorkloadEvent, EstimateEffect> fold =
      new PartitionFold<>(stage, _ -> true);
  private final RemoteWriteEndpoint endpoint;
  private final RequestHeaders headers =
      RequestHeaders.NONE
          .with("Content-Encoding", "snappy")
          .with("Content-Type", "application/x-protobuf");
  private long readings;
  private long bytes;

  /// Accepts samples of a declared fleet, without a limit on their rate.
  Pipeline(Configuration declared, Depth depth) {
    this.depth = depth;
    InstantSource clock = InstantSource.system();
    IngestPorts ports =
        new IngestPorts(
            log(),
            (_, _) -> {},
            new IngestMetrics(new SimpleMeterRegistry()),
            new IngestTime(clock, _ -> {}, clock));
    endpoint =
        new RemoteWriteEndpoint(new PushReceiver(new SeriesMatcher(declared), unlimited(), ports));
    Declaration.Change.allOf(declared.fleet()).forEach(this::declare);
  }

  private static Ingest unlimited() {
    Ingest usual = Ingest.DEFAULT;
    Ingest.Limits limits = usual.limits();
    return new Ingest(
        usual.listen(),
        usual.tls(),
        usual.tokenFile(),
        usual.bearerTokens(),
        usual.haReplicaLabels(),
        new Ingest.Limits(
            limits.bodyBytes(),
            limits.bodiesInFlightBytes(),
            limits.requestsInFlight(),
            limits.connections(),
            limits.seriesPerRequest(),
            limits.labelsPerSeries(),
            limits.labelLengthBytes(),
            1e15,
            limits.knownSeries(),
            limits.requestTime()));
  }

  /// Returns the number of readings so far.
  long readings() {
    return readings;
  }

  /// Returns the bytes for the log and the store so far.
  long bytes() {
    return bytes;
  }

  /// Takes a body.
  void take(byte[] body) {
    Reply answer = endpoint.post(new PostedRequest("pipeline", headers, body));
    if (answer.status() != 204) {
      throw new IllegalStateException("answered " + answer.status() + " " + answer.words());
    }
  }

  private void declare(Declaration.Change change) {
    accept(new WorkloadEvent.Declared(new Declaration(1, change)), Instant.now());
  }

  private WorkloadLog log() {
    return (_, event, receivedAt, _) -> {
      readings++;
      if (depth != Depth.READ) {
        byte[] encoded = WorkloadEventCodec.encode(event);
        bytes += encoded.length;
        if (depth != Depth.ENCODE) {
          accept(WorkloadEventCodec.decode(encoded), receivedAt);
        }
      }
      return CompletableFuture.completedFuture(null);
    };
  }

  private void accept(WorkloadEvent event, Instant receivedAt) {
    fold.accept(event, receivedAt, new Store());
  }

  private final class Store implements Ledger<WorkloadState, EstimateEffect> {
    @Override
    public boolean applied(String key) {
      return false;
    }

    @Override
    public void failed(String key, RuntimeException bug) {
      throw bug;
    }

    @Override
    public void stepped(
        String key, WorkloadState before, WorkloadState after, List<EstimateEffect> effects) {
      if (depth == Depth.STORE) {
        bytes += stage.codec().encodeRoot(after).length;
        for (String part : stage.codec().changedParts(before, after)) {
          bytes += stage.codec().encodePart(after, part).length;
        }
      }
    }
  }
}
