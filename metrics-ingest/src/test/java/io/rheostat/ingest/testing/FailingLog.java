package io.rheostat.ingest.testing;

import io.rheostat.ingest.log.WorkloadLog;
import io.rheostat.model.log.WorkloadEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/// Fails every append until it is mended; from then on a recording log.
public final class FailingLog implements WorkloadLog {
  private final RecordingLog mended = new RecordingLog();
  private volatile boolean failing = true;

  @Override
  public CompletableFuture<Void> append(
      String workload, WorkloadEvent event, Instant receivedAt, long receivedMicros) {
    return failing
        ? CompletableFuture.failedFuture(new IOException("the broker is gone"))
        : mended.append(workload, event, receivedAt, receivedMicros);
  }

  public void mend() {
    failing = false;
  }

  public void breakAgain() {
    failing = true;
  }

  public RecordingLog kept() {
    return mended;
  }
}
