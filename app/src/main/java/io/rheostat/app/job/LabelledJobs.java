package io.rheostat.app.job;

import io.rheostat.actuator.driver.kubernetes.LabelledObject;
import io.rheostat.actuator.driver.kubernetes.api.CallFailedException;
import io.rheostat.app.service.runtime.Heartbeat;
import io.rheostat.config.load.JobLoader;
import io.rheostat.config.load.LabelledJob;
import io.rheostat.config.settings.JobDiscovery;
import io.rheostat.config.yaml.ConfigException;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Discovery of training jobs by their label: each is declared like a submitted one, and again when
/// its annotations change, and withdrawn when its object is gone before its end.
///
/// Its target says that it was found: a submitted job without the label is left alone.
public final class LabelledJobs implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LabelledJobs.class);
  private static final Duration EVERY = Duration.ofSeconds(1);

  /// Setting of the target of a job that was found, with the label.
  private static final String FOUND_BY = "foundBy";

  private final Supplier<List<JobDiscovery>> places;
  private final Finder finder;
  private final Declared declared;
  private final Predicate<String> ended;
  private final InstantSource clock;
  private final Map<JobDiscovery, Instant> due = new HashMap<>();
  private final Map<JobDiscovery, List<String>> reasons = new HashMap<>();
  private final Heartbeat heartbeat =
      new Heartbeat("the discovery of labelled jobs", Duration.ofMinutes(10));
  private final Thread thread;
  private volatile List<String> problems = List.of();

  /// Lookup of labelled objects.
  @FunctionalInterface
  public interface Finder {
    /// Returns the labelled objects of a namespace.
    List<LabelledObject> in(JobDiscovery place) throws CallFailedException;
  }

  /// Declared fleet, and the ways to change it.
  public interface Declared {
    /// Returns everything declared now.
    Fleet fleet();

    /// Declares a job unless the same is declared already.
    void declare(Workload job);

    /// Withdraws a job by name.
    void forget(String job);
  }

  /// Creates a discovery that has not looked yet.
  ///
  /// @param places namespaces to look in, as declared now
  /// @param ended whether a job by that name has ended other than by cancellation
  LabelledJobs(
      Supplier<List<JobDiscovery>> places,
      Finder finder,
      Declared declared,
      Predicate<String> ended,
      InstantSource clock) {
    this.places = places;
    this.finder = finder;
    this.declared = declared;
    this.ended = ended;
    this.clock = clock;
    thread = Thread.ofPlatform().name("labelled-jobs").daemon().unstarted(this::run);
  }

  /// Starts a discovery.
  ///
  /// @param places namespaces to look in, as declared now
  /// @param ended whether a job by that name has ended other than by cancellation
  public static LabelledJobs start(
      Supplier<List<JobDiscovery>> places,
      Finder finder,
      Declared declared,
      Predicate<String> ended) {
    LabelledJobs jobs = new LabelledJobs(places, finder, declared, ended, InstantSource.system());
    jobs.thread.start();
    return jobs;
  }

  /// Returns whether a workload was found by its label.
  static boolean isFound(Workload workload) {
    return workload.placements().stream()
        .anyMatch(placement -> placement.target().settings().containsKey(FOUND_BY));
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        look();
        heartbeat.beat();
        Thread.sleep(EVERY);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  /// Looks in each namespace whose time has come.
  void look() {
    List<JobDiscovery> all = places.get();
    due.keySet().retainAll(all);
    reasons.keySet().retainAll(all);
    Instant now = clock.instant();
    for (JobDiscovery place : all) {
      if (now.isBefore(due.getOrDefault(place, Instant.MIN))) {
        continue;
      }
      due.put(place, now.plus(place.refresh()));
      try {
        reasons.put(place, look(place));
      } catch (CallFailedException e) {
        reasons.put(
            place, List.of("jobs of namespace " + place.namespace() + ": " + e.failure().words()));
      } catch (RuntimeException e) {
        // Kafka may be away: the next look finds the same.
        LOG.atWarn().setCause(e).log("jobs of namespace {} not declared", place.namespace());
        reasons.put(
            place,
            List.of(
                "jobs of namespace " + place.namespace() + " are not taken: " + e.getMessage()));
      }
    }
    problems = reasons.values().stream().flatMap(List::stream).sorted().toList();
  }

  private List<String> look(JobDiscovery place) throws CallFailedException {
    List<String> refused = new ArrayList<>();
    Set<String> present = new HashSet<>();
    Fleet fleet = declared.fleet();
    for (LabelledObject object : finder.in(place)) {
      present.add(object.name());
      try {
        take(object, place, fleet);
      } catch (IllegalArgumentException e) {
        refused.add(
            object.kind()
                + " "
                + object.namespace()
                + "/"
                + object.name()
                + " is not taken: "
                + e.getMessage());
      }
    }
    for (Workload workload : fleet.workloads().values()) {
      boolean gone = isFoundIn(place, workload) && !present.contains(workload.name());
      if (gone && !ended.test(workload.name())) {
        declared.forget(workload.name());
      }
    }
    return refused;
  }

  /// Declares an object, unless it has ended before it was known or was cancelled by a person.
  private void take(LabelledObject object, JobDiscovery place, Fleet fleet) {
    Workload known = fleet.workloads().get(object.name());
    if (known == null ? object.ended() : isCancelled(known)) {
      return;
    }
    if (known != null && !isFoundIn(place, known)) {
      throw new IllegalArgumentException(
          "another workload is called " + object.name() + ". Give the object its own name.");
    }
    declared.declare(read(object, place, fleet));
  }

  private static boolean isCancelled(Workload workload) {
    return workload.objective() instanceof Objective.Training training && training.isCancelled();
  }

  private static Workload read(LabelledObject object, JobDiscovery place, Fleet fleet) {
    Pool pool = fleet.pools().get(object.pool());
    if (pool == null) {
      throw new IllegalArgumentException(
          "no pool is called \"" + object.pool() + "\". Declared are: " + fleet.pools().keySet());
    }
    SortedMap<String, String> target = new TreeMap<>(object.target());
    target.put("namespace", place.namespace());
    LabelledJob job =
        new LabelledJob(
            object.name(),
            object.pool(),
            object.annotations(),
            target,
            new LabelledJob.Workers(object.workers(), object.least(), object.most()),
            object.devicesPerWorker());
    try {
      Workload read = JobLoader.readFound(job.text(pool), object.name(), fleet, place.namespace());
      return read.with(
          read.placements().stream().map(one -> marked(one, place)).toList(), read.bounds());
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e.problems().getFirst().toString(), e);
    }
  }

  private static Placement marked(Placement placement, JobDiscovery place) {
    Target target = placement.target();
    SortedMap<String, String> settings = new TreeMap<>(target.settings());
    settings.put(FOUND_BY, LabelledObject.LABEL);
    place.context().ifPresent(context -> settings.put("context", context));
    return placement.withTarget(new Target(target.driver(), settings));
  }

  private static boolean isFoundIn(JobDiscovery place, Workload workload) {
    return workload.placements().stream()
        .map(placement -> placement.target().settings())
        .anyMatch(
            settings ->
                settings.containsKey(FOUND_BY)
                    && settings.containsKey(place.kind())
                    && place.namespace().equals(settings.get("namespace"))
                    && place.context().equals(Optional.ofNullable(settings.get("context"))));
  }

  /// Returns a sentence for each namespace that could not be looked in, and each object not taken.
  public List<String> problems() {
    return problems;
  }

  /// Returns the problem of the loop itself; empty while it turns.
  public Optional<String> problem() {
    return heartbeat.problem();
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
