package io.rheostat.ingest.scrape;

import io.rheostat.config.settings.Configuration;
import io.rheostat.ingest.account.UnreadReporter;
import io.rheostat.ingest.discovery.ScrapeTarget;
import io.rheostat.ingest.discovery.TargetDiscovery;
import io.rheostat.ingest.log.EventBuffer;
import io.rheostat.ingest.log.IngestPorts;
import io.rheostat.ingest.matching.SeriesMatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Scraper of all targets: reads their pages at their intervals and appends the readings to the
/// workload-log.
///
/// Started, it has one virtual thread for each target, so a slow one delays no other; one more
/// follows discovery once a second. While the log is gone, readings wait in a bounded buffer. It is
/// either started once, or driven by [#step()] whenever a manual clock has moved.
public final class Scraper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Scraper.class);
  private static final Duration DISCOVERY_INTERVAL = Duration.ofSeconds(1);

  private static final Duration KEEPING = Duration.ofMinutes(1);
  private static final Comparator<ScrapeTarget> BY_ADDRESS =
      Comparator.comparing((ScrapeTarget target) -> target.page().toString())
          .thenComparing(target -> target.labels().toString())
          .thenComparing(target -> target.interval());

  /// Limit of events kept while the log is gone: about 100 MB at 1 KB each.
  private static final int BUFFERED_EVENTS = 100_000;

  private final IngestPorts ports;
  private final EventBuffer buffer;
  private final PageFetcher fetcher = new PageFetcher();
  private final TargetLoop.Shared shared;
  private final Map<ScrapeTarget, Running> running = new HashMap<>();
  private final Thread follower;
  private final UnreadReporter telling;
  private final TargetDiscovery discovery;
  private volatile SeriesMatcher matcher;
  private volatile boolean closed;
  private boolean stepped;

  private record Running(TargetLoop loop, Thread thread) {}

  /// Creates a scraper of everything declared, not started yet.
  ///
  /// @throws IllegalArgumentException when a workload names an undeclared preset
  public Scraper(Configuration configuration, IngestPorts ports) {
    this(configuration, ports, BUFFERED_EVENTS);
  }

  Scraper(Configuration configuration, IngestPorts ports, int bufferedEvents) {
    this.ports = ports;
    this.matcher = matcher(configuration, ports);
    this.discovery = new TargetDiscovery(configuration.scrapeJobs(), ports);
    this.telling = new UnreadReporter(ports.metrics().accounts(), ports.rejects());
    this.buffer = new EventBuffer(ports.log(), ports.metrics(), bufferedEvents);
    this.shared = new TargetLoop.Shared(ports, fetcher, buffer, new Sightings(), () -> matcher);
    this.follower = Thread.ofVirtual().name("discovery").unstarted(this::follow);
  }

  /// Starts to scrape.
  public void start() {
    follower.start();
  }

  /// Follows discovery once, without reading any page; for [#step].
  public void discover() {
    stepped = true;
    refresh();
  }

  /// Follows discovery once and reads each target's page once; the readings go to the log in the
  /// order of the targets' addresses. Returns when the log has kept them. Not to be started beside
  /// it.
  ///
  /// @throws IllegalStateException when the log did not keep it within a minute
  public void step() throws InterruptedException {
    discover();
    SortedMap<ScrapeTarget, Running> targets = new TreeMap<>(BY_ADDRESS);
    targets.putAll(running);
    Map<TargetLoop, Future<TargetLoop.Answer>> answers = new LinkedHashMap<>();
    try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Running one : targets.values()) {
        answers.put(one.loop, asking.submit(one.loop::ask));
      }
    }
    answers.forEach((loop, answer) -> loop.take(answer.resultNow()));
    long deadline = System.nanoTime() + KEEPING.toNanos();
    while (buffer.size() > 0) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "the log has not kept "
                + buffer.size()
                + " events within "
                + KEEPING.toSeconds()
                + " s");
      }
      buffer.retry();
      Thread.sleep(1);
    }
  }

  /// Reports unread metrics to other processes, when due; beside [#step].
  public void tell() {
    telling.tell(ports.time().now());
  }

  /// Replaces the declaration: targets no longer declared leave, others stay as they are.
  ///
  /// @throws IllegalArgumentException when a workload names an undeclared preset; the old
  ///     declaration stays
  public void declare(Configuration configuration) {
    ports.metrics().declare(configuration, ports.time()::now);
    matcher = matcher.redeclared(configuration);
    discovery.declare(configuration.scrapeJobs());
  }

  private static SeriesMatcher matcher(Configuration configuration, IngestPorts ports) {
    ports.metrics().declare(configuration, ports.time()::now);
    return new SeriesMatcher(configuration, ports.metrics().accounts());
  }

  /// Returns the matcher of series, for receivers of pushed samples: members reported by one source
  /// are known to all. Another one after each declaration.
  public SeriesMatcher matcher() {
    return matcher;
  }

  /// Returns the number of events on their way to the workload-log, waiting or in flight.
  public int buffered() {
    return buffer.size();
  }

  /// Stops all loops. No departure is reported: the targets are still there.
  @Override
  public void close() {
    closed = true;
    follower.interrupt();
    join(follower);
    running.values().forEach(one -> one.thread.interrupt());
    running.values().forEach(one -> join(one.thread));
    running.clear();
    discovery.close();
    fetcher.close();
  }

  private void follow() {
    try {
      while (true) {
        turn();
        ports.time().pacer().sleepUntil(ports.time().now().plus(DISCOVERY_INTERVAL));
      }
    } catch (InterruptedException _) {
      // Closing ends the loop by an interruption; nothing is lost.
    }
  }

  /// Runs one turn. Its fault, such as a file no reader expects, ends no scraping.
  private void turn() {
    try {
      refresh();
      buffer.retry();
      tell();
    } catch (RuntimeException fault) {
      LOG.atError().setCause(fault).log("a turn of discovery failed; the next one starts afresh");
    }
  }

  /// Returns the problem of the loops themselves; empty while they run, and once it is closed.
  public Optional<String> problem() {
    boolean began = follower.getState() != Thread.State.NEW;
    return began && !closed && !follower.isAlive()
        ? Optional.of("discovery of scrape targets has ended")
        : Optional.empty();
  }

  private void refresh() {
    // A loop ended by a fault of its own begins again.
    running.values().removeIf(one -> one.thread.getState() == Thread.State.TERMINATED);
    Set<ScrapeTarget> targets = discovery.refresh();
    List<ScrapeTarget> gone = new ArrayList<>(running.keySet());
    gone.removeAll(targets);
    gone.sort(BY_ADDRESS);
    for (ScrapeTarget target : gone) {
      Running one = running.remove(target);
      if (one != null) {
        if (!replaced(target, targets)) {
          one.loop.depart();
        }
        if (stepped) {
          one.loop.end();
        } else {
          one.thread.interrupt();
        }
      }
    }
    for (ScrapeTarget target : targets) {
      running.computeIfAbsent(target, this::launch);
    }
    if (!gone.isEmpty()) {
      LOG.atInfo().addKeyValue("gone", gone.size()).log("targets left discovery");
    }
  }

  /// Tells whether a target stays with another interval or timeout; then it has not left.
  private static boolean replaced(ScrapeTarget target, Set<ScrapeTarget> targets) {
    for (ScrapeTarget other : targets) {
      if (other.page().equals(target.page()) && other.labels().equals(target.labels())) {
        return true;
      }
    }
    return false;
  }

  private Running launch(ScrapeTarget target) {
    TargetLoop loop = new TargetLoop(target, shared);
    Thread thread = Thread.ofVirtual().name("scrape " + target.page()).unstarted(loop);
    if (stepped) {
      loop.begin();
    } else {
      thread.start();
    }
    return new Running(loop, thread);
  }

  private static void join(Thread thread) {
    try {
      if (thread.getState() != Thread.State.NEW) {
        thread.join(Duration.ofSeconds(5));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
