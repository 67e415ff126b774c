package io.rheostat.ingest.testing;

import io.rheostat.ingest.log.WorkloadLog;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.Alert;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.ReplicaGone;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/// Keeps every event at once.
public final class RecordingLog implements WorkloadLog {
  private final List<WorkloadEvent> events = new CopyOnWriteArrayList<>();

  @Override
  public CompletableFuture<Void> append(
      String workload, WorkloadEvent event, Instant receivedAt, long receivedMicros) {
    events.add(event);
    return CompletableFuture.completedFuture(null);
  }

  public List<WorkloadEvent> events() {
    return List.copyOf(events);
  }

  public List<Reading> readings() {
    return events.stream()
        .filter(WorkloadEvent.Measured.class::isInstance)
        .map(event -> ((WorkloadEvent.Measured) event).reading())
        .toList();
  }

  public List<ReplicaGone> gone() {
    return events.stream()
        .filter(WorkloadEvent.Left.class::isInstance)
        .map(event -> ((WorkloadEvent.Left) event).gone())
        .toList();
  }

  public List<Alert> alerts() {
    return events.stream()
        .filter(WorkloadEvent.Alerted.class::isInstance)
        .map(event -> ((WorkloadEvent.Alerted) event).alert())
        .toList();
  }
}
