package io.rheostat.ingest.log;

import io.rheostat.model.log.WorkloadEvent;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/// Topic of readings, alerts and departures.
public interface WorkloadLog {
  /// Appends an event. The future completes when the log has it for good, exceptionally when it
  /// does not or may not have it; then the caller may append it again. With an
  /// [EventRefusedException] it never will.
  ///
  /// @param workload its workload; the key
  /// @param receivedAt the record's timestamp
  /// @param receivedMicros the machine's time when its bytes came in, in microseconds since 1970
  CompletableFuture<Void> append(
      String workload, WorkloadEvent event, Instant receivedAt, long receivedMicros);
}
