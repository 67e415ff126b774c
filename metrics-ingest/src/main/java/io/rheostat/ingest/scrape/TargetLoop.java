package io.rheostat.ingest.scrape;

import io.rheostat.ingest.account.JobAccount;
import io.rheostat.ingest.discovery.ScrapeTarget;
import io.rheostat.ingest.exposition.series.MalformedPageException;
import io.rheostat.ingest.log.EventBuffer;
import io.rheostat.ingest.log.IngestPorts;
import io.rheostat.ingest.matching.SeriesMatcher;
import io.rheostat.ingest.matching.TargetReadings;
import io.rheostat.ingest.matching.sample.PageReadings;
import io.rheostat.ingest.matching.sample.PageTime;
import io.rheostat.ingest.metrics.ScrapeOutcome;
import io.rheostat.ingest.metrics.TargetState;
import io.rheostat.ingest.reject.Rejection;
import io.rheostat.ingest.reject.RejectionReason;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.ReplicaGone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Scrape loop of one target: reads its page at its slots until it is stopped; the effects of a
/// page are confined to this loop. Its thread is interrupted to end it.
final class TargetLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(TargetLoop.class);

  private final ScrapeTarget target;
  private final Shared shared;
  private final IngestPorts ports;
  private SeriesMatcher matcher;
  private TargetReadings readings;
  private TargetState state = TargetState.NEW;
  private volatile boolean departed;

  /// Shared objects of all loops.
  ///
  /// @param matcher the newest one; the declared fleet may change
  record Shared(
      IngestPorts ports,
      PageFetcher fetcher,
      EventBuffer buffer,
      Sightings sightings,
      Supplier<SeriesMatcher> matcher) {}

  TargetLoop(ScrapeTarget target, Shared shared) {
    this.target = target;
    this.shared = shared;
    this.ports = shared.ports;
    this.matcher = shared.matcher.get();
    this.readings = matcher.target(target.labels());
  }

  /// Marks the target as departed from discovery, before the interruption: its replicas are then
  /// reported gone, after its last reading.
  void depart() {
    departed = true;
  }

  @Override
  public void run() {
    begin();
    ScrapeSlots slots = ScrapeSlots.of(target);
    try {
      Instant slot = ports.time().now();
      while (true) {
        Instant now = ports.time().now();
        // A wait that ends a little early must not give the same slot again.
        slot = slots.after(now.isAfter(slot) ? now : slot);
        ports.time().pacer().sleepUntil(slot);
        scrape();
      }
    } catch (InterruptedException _) {
      // The scraper ends this loop by an interruption; the target gauge shows it.
    } finally {
      end();
    }
  }

  /// Makes the target known before its first page is read.
  void begin() {
    ports.metrics().entered(state);
    account().ifPresent(job -> job.found(address(), ports.time().now()));
  }

  /// Answer of a target.
  ///
  /// @param observedAt time of the request
  /// @param startedNanos the same on the machine's own clock
  record Answer(Fetched fetched, Instant observedAt, long startedNanos) {}

  /// Reads the page once.
  void scrape() throws InterruptedException {
    take(ask());
  }

  /// Asks for the page.
  Answer ask() throws InterruptedException {
    Instant observedAt = ports.time().now();
    long started = System.nanoTime();
    try {
      return new Answer(shared.fetcher.fetch(target), observedAt, started);
    } catch (RuntimeException fault) {
      fault(fault);
      Fetched none = new Fetched.Failed(ScrapeOutcome.FAULT, String.valueOf(fault));
      return new Answer(none, observedAt, started);
    }
  }

  /// Appends the page's readings to the log.
  void take(Answer answer) {
    ScrapeOutcome outcome = ScrapeOutcome.FAULT;
    try {
      outcome = outcome(answer);
    } catch (RuntimeException fault) {
      fault(fault);
      readings = matcher.target(target.labels());
    }
    ports.metrics().scraped(outcome, Duration.ofNanos(System.nanoTime() - answer.startedNanos));
    enter(outcome == ScrapeOutcome.READ ? TargetState.UP : TargetState.DOWN);
  }

  /// Logs a fault, counted as the outcome of the scrape; the next one starts afresh.
  private void fault(RuntimeException fault) {
    LOG.atError().addKeyValue("target", target.page()).setCause(fault).log("scrape failed");
  }

  private ScrapeOutcome outcome(Answer answer) {
    return switch (answer.fetched) {
      case Fetched.Failed(ScrapeOutcome outcome, String words) -> {
        looked(Optional.of(words));
        LOG.atDebug().addKeyValue("target", target.page()).log(words);
        if (outcome == ScrapeOutcome.TOO_LARGE) {
          ports.refuse(target.source(), new Rejection(RejectionReason.TOO_LARGE, words, ""));
        }
        yield outcome;
      }
      case Fetched.Page page -> take(page, answer.observedAt);
    };
  }

  private ScrapeOutcome take(Fetched.Page page, Instant observedAt) {
    long receivedMicros = ports.time().wallMicros();
    Instant receivedAt = ports.time().now();
    followDeclaration();
    try {
      PageTime time = new PageTime(observedAt, receivedAt);
      PageReadings result = readings.read(page.bytes(), page.format(), time);
      ports.metrics().samples(result.fates());
      ports.metrics().readings(result.readings().size());
      ports.metrics().accounts().read(result.readings(), receivedAt);
      looked(Optional.empty());
      result.rejections().forEach(one -> ports.rejects().reject(target.source(), one));
      shared.sightings.saw(this, readings.replicas());
      for (Reading reading : result.readings()) {
        WorkloadEvent event = new WorkloadEvent.Measured(reading);
        shared.buffer.append(reading.workload(), event, receivedAt, receivedMicros);
      }
      return ScrapeOutcome.READ;
    } catch (MalformedPageException malformed) {
      // Counted as a malformed page and as the outcome of the scrape.
      String words = String.valueOf(malformed.getMessage());
      looked(Optional.of(words));
      ports.refuse(
          target.source(), Rejection.ofBody(RejectionReason.MALFORMED_PAGE, words, page.bytes()));
      return ScrapeOutcome.MALFORMED;
    }
  }

  private void looked(Optional<String> failure) {
    account().ifPresent(job -> job.looked(address(), ports.time().now(), failure));
  }

  private Optional<JobAccount> account() {
    return ports.metrics().accounts().job(target.labels().value("job").orElse(""));
  }

  private String address() {
    return target.page().toString();
  }

  private void followDeclaration() {
    SeriesMatcher newest = shared.matcher.get();
    if (newest != matcher) {
      matcher = newest;
      readings = newest.target(target.labels());
    }
  }

  private void enter(TargetState next) {
    if (next != state) {
      ports.metrics().left(state);
      ports.metrics().entered(next);
      LOG.atInfo().addKeyValue("target", target.page()).addKeyValue("state", next).log("target");
      state = next;
    }
  }

  /// Forgets the target; the replicas of a departed one are reported gone.
  void end() {
    ports.metrics().left(state);
    account().ifPresent(job -> job.left(address()));
    List<ReplicaGone> unseen = shared.sightings.left(this);
    for (ReplicaGone gone : departed ? unseen : List.<ReplicaGone>of()) {
      ports.metrics().replicaLeft();
      shared.buffer.append(
          gone.workload(),
          new WorkloadEvent.Left(gone),
          ports.time().now(),
          ports.time().wallMicros());
    }
  }
}
