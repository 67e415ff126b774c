package io.rheostat.ingest.account;

import io.rheostat.config.settings.Configuration;
import io.rheostat.config.settings.ScrapeJob;
import io.rheostat.config.settings.SeriesRule;
import io.rheostat.config.settings.SignalPreset;
import io.rheostat.model.fleet.MetricsBinding;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// Accounts of all declared workloads and scrape jobs; they outlive a reload. Safe for use by many
/// threads.
public final class IngestAccounts {
  private final Map<String, WorkloadAccount> workloads = new ConcurrentSkipListMap<>();
  private final Map<String, JobAccount> jobs = new ConcurrentSkipListMap<>();

  /// Follows a declaration.
  public void declare(Configuration configuration, Instant now) {
    Map<String, Workload> declared = configuration.fleet().workloads();
    workloads.keySet().retainAll(declared.keySet());
    for (Workload workload : declared.values()) {
      WorkloadAccount.Expected expected = expected(workload, configuration);
      workloads
          .computeIfAbsent(workload.name(), name -> new WorkloadAccount(name, now, expected))
          .declare(expected);
    }
    Set<String> names = new HashSet<>();
    for (ScrapeJob job : configuration.scrapeJobs()) {
      names.add(job.name());
      jobs.computeIfAbsent(job.name(), name -> new JobAccount(name, now));
    }
    jobs.keySet().retainAll(names);
  }

  private static WorkloadAccount.Expected expected(Workload workload, Configuration configuration) {
    List<String> presets = new ArrayList<>();
    Set<Signal> signals = EnumSet.noneOf(Signal.class);
    Set<String> families = new HashSet<>();
    for (MetricsBinding binding : workload.metrics()) {
      SignalPreset preset = configuration.presets().get(binding.preset());
      if (preset != null) {
        presets.add(preset.name());
        for (SeriesRule rule : preset.rules()) {
          signals.add(rule.signal());
          families.add(FamilyNames.family(rule.metric()));
        }
      }
    }
    return new WorkloadAccount.Expected(presets, signals, families);
  }

  /// Counts the samples of readings.
  public void read(List<Reading> readings, Instant receivedAt) {
    long millis = receivedAt.toEpochMilli();
    for (Reading reading : readings) {
      WorkloadAccount account = workloads.get(reading.workload());
      if (account != null) {
        account.read(reading, millis);
      }
    }
  }

  /// Returns the account of a declared workload.
  public Optional<WorkloadAccount> workload(String name) {
    return Optional.ofNullable(workloads.get(name));
  }

  /// Returns the account of a declared scrape job.
  public Optional<JobAccount> job(String name) {
    return Optional.ofNullable(jobs.get(name));
  }

  /// Returns the names of the declared workloads.
  public Collection<String> workloads() {
    return List.copyOf(workloads.keySet());
  }

  /// Returns the names of the declared jobs.
  public Collection<String> jobs() {
    return List.copyOf(jobs.keySet());
  }

  /// Returns the account of each workload.
  public List<WorkloadView> views() {
    return workloads.values().stream().map(WorkloadAccount::view).toList();
  }

  /// Returns the problems, by `workload NAME` or `scrape job NAME`.
  public SortedMap<String, List<String>> troubles(Instant now) {
    SortedMap<String, List<String>> troubles = new TreeMap<>();
    for (WorkloadAccount account : workloads.values()) {
      WorkloadView view = account.view();
      List<String> found = view.troubles(now);
      if (!found.isEmpty()) {
        troubles.put("workload " + view.workload(), found);
      }
    }
    for (JobAccount account : jobs.values()) {
      List<String> found = account.troubles(now);
      if (!found.isEmpty()) {
        troubles.put("scrape job " + account.job(), found);
      }
    }
    return troubles;
  }
}
