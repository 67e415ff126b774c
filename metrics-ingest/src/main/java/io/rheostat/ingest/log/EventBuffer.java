package io.rheostat.ingest.log;

import io.rheostat.ingest.metrics.IngestMetrics;
import io.rheostat.model.log.WorkloadEvent;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Buffer of events on their way to the workload-log, in order, kept while the log is unavailable.
///
/// ```
/// append ─► waiting ─► in flight ─► kept by the log
///              ▲           │ failed
///              └───────────┘
/// ```
/// While the log is available, events go out at once and up to 1,024 are in flight. After a failure
/// one event at a time is tried, by the next append or [#retry()], until one is kept; then all
/// follow in order. The buffer is bounded: when it is full, the oldest waiting event is dropped and
/// counted.
public final class EventBuffer {
  private static final Logger LOG = LoggerFactory.getLogger(EventBuffer.class);
  private static final int WINDOW = 1024;

  private final WorkloadLog log;
  private final IngestMetrics metrics;
  private final int capacity;
  private final Object lock = new Object();
  private final PriorityQueue<Entry> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Entry::number));
  private long nextNumber;
  private int inFlight;
  private boolean down;
  private boolean sending;

  /// Creates an empty buffer.
  ///
  /// @param capacity largest number of events, those in flight included
  public EventBuffer(WorkloadLog log, IngestMetrics metrics, int capacity) {
    this.log = log;
    this.metrics = metrics;
    this.capacity = capacity;
  }

  private record Entry(
      long number, String workload, WorkloadEvent event, Instant receivedAt, long receivedMicros) {}

  /// Appends an event; see [WorkloadLog#append]. Returns as soon as it is sent or waits.
  public void append(
      String workload, WorkloadEvent event, Instant receivedAt, long receivedMicros) {
    synchronized (lock) {
      long number = nextNumber++;
      waiting.add(new Entry(number, workload, event, receivedAt, receivedMicros));
      makeRoom();
    }
    retry();
  }

  /// Sends the waiting events, as far as the log takes them.
  public void retry() {
    synchronized (lock) {
      if (sending) {
        // The sending thread sees the added event: it checks again before it ends.
        return;
      }
      sending = true;
    }
    while (sendNext()) {}
  }

  /// Returns the number of events not kept by the log yet.
  public int size() {
    synchronized (lock) {
      return waiting.size() + inFlight;
    }
  }

  /// Sends the next event. The log may block or complete at once, so it is called outside the lock,
  /// by one thread at a time, to keep the order.
  private boolean sendNext() {
    Entry entry;
    synchronized (lock) {
      if (waiting.isEmpty() || inFlight >= (down ? 1 : WINDOW)) {
        sending = false;
        metrics.buffered(waiting.size() + inFlight);
        return false;
      }
      entry = waiting.remove();
      inFlight++;
    }
    CompletableFuture<Void> kept = send(entry);
    var _ = kept.whenComplete((_, failure) -> completed(entry, Fate.of(failure)));
    synchronized (lock) {
      if (!kept.isCompletedExceptionally() || !down) {
        return true;
      }
      sending = false;
      return false;
    }
  }

  private CompletableFuture<Void> send(Entry entry) {
    try {
      return log.append(entry.workload, entry.event, entry.receivedAt, entry.receivedMicros);
    } catch (RuntimeException fault) {
      // Counted as a failed append; the event stays and later ones are not stuck behind this
      // thread.
      return CompletableFuture.failedFuture(fault);
    }
  }

  /// End of an append.
  private enum Fate {
    KEPT,
    REFUSED,
    FAILED;

    private static Fate of(@Nullable Throwable failure) {
      if (failure == null) {
        return KEPT;
      }
      return failure instanceof EventRefusedException ? REFUSED : FAILED;
    }
  }

  private void completed(Entry entry, Fate fate) {
    synchronized (lock) {
      inFlight--;
      switch (fate) {
        case KEPT -> goneDown(false);
        case REFUSED -> {
          // Tried again, it would block all later ones.
          LOG.atError().addKeyValue("workload", entry.workload).log("event refused by the log");
          metrics.dropped();
        }
        case FAILED -> {
          goneDown(true);
          metrics.appendFailed();
          waiting.add(entry);
          makeRoom();
        }
      }
    }
    if (fate != Fate.FAILED) {
      retry();
    }
  }

  private void goneDown(boolean now) {
    if (down != now) {
      LOG.atInfo().addKeyValue("waiting", waiting.size()).log(now ? "log is gone" : "log is back");
    }
    down = now;
  }

  private void makeRoom() {
    while (!waiting.isEmpty() && waiting.size() + inFlight > capacity) {
      waiting.remove();
      metrics.dropped();
    }
    metrics.buffered(waiting.size() + inFlight);
  }
}
