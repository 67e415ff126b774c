package io.rheostat.ingest.push;

import io.rheostat.config.settings.Ingest;
import io.rheostat.ingest.http.SourceRates;
import io.rheostat.ingest.log.EventRefusedException;
import io.rheostat.ingest.log.IngestPorts;
import io.rheostat.ingest.matching.PushReadings;
import io.rheostat.ingest.matching.PushedReadings;
import io.rheostat.ingest.matching.SeriesMatcher;
import io.rheostat.ingest.matching.sample.PageReadings;
import io.rheostat.ingest.matching.sample.PageTime;
import io.rheostat.ingest.metrics.IngestLimit;
import io.rheostat.ingest.push.PushOutcome.Kept;
import io.rheostat.ingest.reject.Rejection;
import io.rheostat.ingest.reject.RejectionReason;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.ReplicaGone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/// Turns pushed requests into readings on the workload-log. A request is answered when the log has
/// all of its readings; a repeated one does no harm.
///
/// Bodies are read one at a time, in well under a millisecond for 500 series, and the rest, the
/// wait for the log above all, goes on side by side.
public final class PushReceiver {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final IngestPorts ports;
  private final ReentrantLock reading = new ReentrantLock();
  private final SourceRates rates = new SourceRates(this::samplesPerSecond);
  private volatile double samplesPerSecond;
  private PushReadings readings;

  /// Creates a receiver for a declaration.
  public PushReceiver(SeriesMatcher matcher, Ingest declared, IngestPorts ports) {
    this.readings = matcher.pushed(declared);
    this.ports = ports;
    this.samplesPerSecond = declared.limits().samplesPerSecond();
  }

  /// Follows a new declaration; all series are resolved anew.
  public void declare(SeriesMatcher matcher, Ingest declared) {
    reading.lock();
    try {
      readings = matcher.pushed(declared);
      samplesPerSecond = declared.limits().samplesPerSecond();
    } finally {
      reading.unlock();
    }
  }

  /// Receives a body.
  ///
  /// @param source the sender
  public PushOutcome receive(String source, PushBody body) {
    long receivedMicros = ports.time().wallMicros();
    Instant receivedAt = ports.time().now();
    PushedReadings pushed;
    int samples;
    reading.lock();
    try {
      readings.begin(new PageTime(receivedAt, receivedAt));
      samples = body.read(readings);
      pushed = readings.end();
      ports.metrics().knownSeries(readings.knownSeries());
    } catch (MalformedRequestException malformed) {
      String words = String.valueOf(malformed.getMessage());
      ports.refuse(source, new Rejection(RejectionReason.MALFORMED_REQUEST, words, ""));
      return new PushOutcome.Malformed(words);
    } finally {
      reading.unlock();
    }
    Optional<Duration> wait = rates.take(source, samples, System.nanoTime());
    if (wait.isPresent()) {
      ports.metrics().http().refused(IngestLimit.SAMPLES_PER_SECOND);
      return new PushOutcome.TooMuch(
          source + " sends more than " + (long) samplesPerSecond + " samples a second", wait.get());
    }
    PageReadings page = pushed.page();
    ports.metrics().accounts().read(page.readings(), receivedAt);
    ports.metrics().samples(page.fates());
    ports.metrics().readings(page.readings().size());
    page.rejections().forEach(rejection -> ports.rejects().reject(source, rejection));
    Kept good = new Kept(samples, pushed.firstError());
    return keep(events(page), new Received(source, receivedAt, receivedMicros), good);
  }

  private double samplesPerSecond() {
    return samplesPerSecond;
  }

  private record Received(String source, Instant at, long micros) {}

  /// Event with its workload, the key.
  private record Keyed(String workload, WorkloadEvent event) {}

  /// Returns the readings, and behind them the departed replicas.
  private List<Keyed> events(PageReadings page) {
    List<Keyed> events = new ArrayList<>(page.readings().size() + page.gone().size());
    for (Reading reading : page.readings()) {
      events.add(new Keyed(reading.workload(), new WorkloadEvent.Measured(reading)));
    }
    for (ReplicaGone gone : page.gone()) {
      ports.metrics().replicaLeft();
      events.add(new Keyed(gone.workload(), new WorkloadEvent.Left(gone)));
    }
    return events;
  }

  /// @param good the outcome when the log has all of them
  private PushOutcome keep(List<Keyed> all, Received received, Kept good) {
    List<CompletableFuture<Void>> appends = new ArrayList<>(all.size());
    for (Keyed one : all) {
      CompletableFuture<Void> append =
          ports.log().append(one.workload, one.event, received.at, received.micros);
      appends.add(append);
      if (hasFailed(append)) {
        // Each append to an unavailable log may block; one is enough to know.
        return failed("the workload-log is not available");
      }
    }
    try {
      CompletableFuture.allOf(appends.toArray(new CompletableFuture<?>[0]))
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return good;
    } catch (TimeoutException _) {
      return failed("the workload-log is slow; not all samples are known to be kept");
    } catch (ExecutionException _) {
      return appends.stream().anyMatch(PushReceiver::hasFailed)
          ? failed("the workload-log is not available")
          : refused(received.source, good);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new PushOutcome.Later("the server is stopping");
    }
  }

  /// Tells whether another append may help.
  private static boolean hasFailed(CompletableFuture<Void> append) {
    return append.isCompletedExceptionally()
        && !(append.exceptionNow() instanceof EventRefusedException);
  }

  /// Reports a bad part to the sender: it would otherwise send the same for ever.
  private PushOutcome refused(String source, Kept good) {
    String words = "a replica has more samples at one time than the workload-log takes";
    ports.refuse(source, new Rejection(RejectionReason.TOO_LARGE, words, ""));
    return new Kept(good.samples(), good.firstError().or(() -> Optional.of(words)));
  }

  private PushOutcome failed(String words) {
    ports.metrics().appendFailed();
    return new PushOutcome.Later(words);
  }
}
