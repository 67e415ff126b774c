package io.rheostat.ingest.testing;

import io.rheostat.ingest.log.WorkloadLog;
import io.rheostat.model.log.WorkloadEvent;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/// Takes appends and says nothing until a test answers them.
public final class SilentLog implements WorkloadLog {
  private final List<CompletableFuture<Void>> appends = new CopyOnWriteArrayList<>();
  private final RecordingLog asked = new RecordingLog();

  @Override
  public CompletableFuture<Void> append(
      String workload, WorkloadEvent event, Instant receivedAt, long receivedMicros) {
    var _ = asked.append(workload, event, receivedAt, receivedMicros);
    CompletableFuture<Void> answer = new CompletableFuture<>();
    appends.add(answer);
    return answer;
  }

  public CompletableFuture<Void> answer(int append) {
    return appends.get(append);
  }

  public RecordingLog asked() {
    return asked;
  }
}
