package io.rheostat.ingest.log;

import io.rheostat.ingest.metrics.IngestMetrics;
import io.rheostat.ingest.reject.Rejection;
import io.rheostat.ingest.reject.Rejects;
import io.rheostat.ingest.time.IngestTime;

/// Dependencies of the shell of ingest.
///
/// @param log destination of events
/// @param rejects destination of evidence of refused input
/// @param metrics counters
/// @param time clocks
public record IngestPorts(
    WorkloadLog log, Rejects rejects, IngestMetrics metrics, IngestTime time) {
  /// Counts a rejection and keeps its evidence.
  public void refuse(String source, Rejection rejection) {
    metrics.rejected(rejection.reason());
    rejects.reject(source, rejection);
  }
}
