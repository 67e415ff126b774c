package io.rheostat.app.testing;

import io.rheostat.ingest.log.WorkloadLog;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.Reading;
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

  /// All events, in order.
  public List<WorkloadEvent> events() {
    return List.copyOf(events);
  }

  /// The readings observed at a time.
  public List<Reading> readings(Instant observedAt) {
    return events.stream()
        .filter(WorkloadEvent.Measured.class::isInstance)
        .map(event -> ((WorkloadEvent.Measured) event).reading())
        .filter(reading -> reading.observedAt().equals(observedAt))
        .toList();
  }
}
