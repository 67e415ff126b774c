package io.rheostat.app.job;

import io.rheostat.app.page.LiveState;
import io.rheostat.app.service.runtime.Heartbeat;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.fleet.JobProfile;
import io.rheostat.model.fleet.Workload;
import io.rheostat.topics.fleet.FleetTable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watch of the fleet topic for submitted jobs, so that every instance reads their metrics and
/// resizes their targets. The instance with the page also declares what an ended job leaves to
/// later ones, and withdraws it a day after its end.
public final class JobWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JobWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(1);

  /// Time for which an ended job stays visible.
  static final Duration VISIBLE = Duration.ofDays(1);

  private final FleetTable table;
  private final Consumer<SortedMap<String, Workload>> changed;
  private final Optional<Keeping> keeping;
  private final Map<String, Instant> endedSince = new HashMap<>();
  private final Set<String> shared = new HashSet<>();
  private final Thread thread;
  private SortedMap<String, Workload> known = new TreeMap<>();
  private final Heartbeat heartbeat =
      new Heartbeat("the watch of submitted jobs", Duration.ofMinutes(2));
  private volatile Optional<String> problem = Optional.empty();

  /// Keeping of ended jobs.
  ///
  /// @param state newest state of everything
  /// @param clock of the service
  /// @param share takes what a job left to later ones of its profile key
  /// @param withdraw takes the name of a job
  public record Keeping(
      Supplier<LiveState.View> state,
      InstantSource clock,
      Consumer<JobProfile> share,
      Consumer<String> withdraw) {}

  private JobWatch(
      FleetTable table, Consumer<SortedMap<String, Workload>> changed, Optional<Keeping> keeping) {
    this.table = table;
    this.changed = changed;
    this.keeping = keeping;
    thread = Thread.ofPlatform().name("job-watch").daemon().unstarted(this::run);
  }

  /// Starts to watch.
  ///
  /// @param changed takes the submitted jobs by name whenever they changed
  /// @param keeping of ended jobs, for one instance that does it
  public static JobWatch start(
      FleetTable table, Consumer<SortedMap<String, Workload>> changed, Optional<Keeping> keeping) {
    JobWatch watch = new JobWatch(table, changed, keeping);
    watch.thread.start();
    return watch;
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        look();
        Thread.sleep(EVERY);
      }
    } catch (InterruptedException | InterruptException _) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private void look() {
    try {
      table.refresh();
      SortedMap<String, Workload> jobs = SubmittedJobs.of(table.fleet(), table.sources().values());
      if (!jobs.equals(known)) {
        changed.accept(jobs);
        known = jobs;
      }
      keeping.ifPresent(this::keep);
      problem = Optional.empty();
      heartbeat.beat();
    } catch (InterruptException e) {
      throw e;
    } catch (RuntimeException e) {
      // The next look finds the same: jobs already known stay in force.
      LOG.atWarn().setCause(e).log("submitted jobs could not be taken");
      problem = Optional.of("submitted jobs are not taken: " + e.getMessage());
    }
  }

  private void keep(Keeping keep) {
    LiveState.View view = keep.state().get();
    share(keep, view);
    forget(keep, view);
  }

  private void share(Keeping keep, LiveState.View view) {
    shared.retainAll(view.estimates().keySet());
    for (Estimate estimate : view.estimates().values()) {
      Optional<JobProfile> left = estimate.training().flatMap(one -> one.profile().learned());
      // Once for each end: later it also has what it adopted, and others may have newer times.
      if (left.isEmpty()) {
        shared.remove(estimate.workload());
      } else if (!shared.contains(estimate.workload())) {
        keep.share().accept(left.get());
        shared.add(estimate.workload());
      }
    }
  }

  private void forget(Keeping keep, LiveState.View view) {
    Instant now = keep.clock().instant();
    endedSince.keySet().retainAll(known.keySet());
    for (JobStanding job : JobStandings.of(view)) {
      if (!known.containsKey(job.name()) || !job.state().isEnded()) {
        endedSince.remove(job.name());
        continue;
      }
      if (job.state() == JobState.CANCELLED
          && Optional.ofNullable(known.get(job.name())).filter(LabelledJobs::isFound).isPresent()) {
        continue; // found again otherwise: it goes with its object
      }
      Instant since = endedSince.computeIfAbsent(job.name(), _ -> now);
      if (now.isAfter(since.plus(VISIBLE))) {
        keep.withdraw().accept(job.name());
      }
    }
  }

  /// Returns the obstacle to taking submitted jobs; empty while they are taken.
  public Optional<String> problem() {
    return problem.or(heartbeat::problem);
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    table.close();
  }
}
