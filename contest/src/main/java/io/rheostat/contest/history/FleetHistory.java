package io.rheostat.contest.history;

import io.rheostat.core.workload.WorkloadRoot;
import io.rheostat.core.workload.WorkloadState;
import io.rheostat.model.Require;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Record of a fleet over a section of its logs.
///
/// @param from start of the section, at a whole slot of traffic
/// @param to end of it
/// @param fleet what was declared at its end
/// @param services inference services
/// @param jobs training jobs with work left at the start
/// @param known what the estimate stage knew of each of them at the start
/// @param leftOut names of further workloads that were there at the start
public record FleetHistory(
    Instant from,
    Instant to,
    Fleet fleet,
    SortedMap<String, ServiceHistory> services,
    SortedMap<String, JobHistory> jobs,
    SortedMap<String, WorkloadState> known,
    List<String> leftOut) {
  public FleetHistory {
    services = Require.sortedCopy(services);
    jobs = Require.sortedCopy(jobs);
    known = Require.sortedCopy(known);
    leftOut = List.copyOf(leftOut);
  }

  /// Returns the length of the section.
  public Duration length() {
    return Duration.between(from, to);
  }

  /// Joins the histories of the partitions of one log, for the time that all of them cover.
  ///
  /// @throws IllegalArgumentException when they have no time in common, or nothing happened in it
  public static FleetHistory join(List<HistoryFold> partitions) {
    List<HistoryFold> begun = partitions.stream().filter(HistoryFold::hasBegun).toList();
    Instant from = begun.stream().map(HistoryFold::from).max(Instant::compareTo).orElse(null);
    Instant to = begun.stream().map(HistoryFold::to).min(Instant::compareTo).orElse(null);
    if (from == null || to == null || !from.isBefore(to)) {
      throw new IllegalArgumentException(
          "the section holds no time that all partitions of the log cover. Take a longer one.");
    }
    SortedMap<String, ServiceHistory> services = new TreeMap<>();
    SortedMap<String, JobHistory> jobs = new TreeMap<>();
    SortedMap<String, WorkloadState> known = new TreeMap<>();
    SortedMap<String, Workload> workloads = new TreeMap<>();
    for (HistoryFold one : begun) {
      services.putAll(one.services(from, to));
      jobs.putAll(one.jobs(from, to));
      known.putAll(one.known());
    }
    services.forEach((name, service) -> workloads.put(name, service.workload()));
    jobs.forEach((name, job) -> workloads.put(name, job.workload()));
    if (services.isEmpty()) {
      throw new IllegalArgumentException(
          "the section holds no inference service. Take one with requests.");
    }
    List<String> leftOut = leftOut(known, workloads);
    known.keySet().retainAll(workloads.keySet());
    var catalogue = begun.getFirst().catalogue();
    return new FleetHistory(
        from,
        to,
        new Fleet(catalogue.devices(), catalogue.pools(), workloads),
        services,
        jobs,
        known,
        leftOut);
  }

  private static List<String> leftOut(
      SortedMap<String, WorkloadState> known, SortedMap<String, Workload> workloads) {
    return known.values().stream()
        .map(WorkloadState::root)
        .filter(root -> root.declared().isPresent() && !root.learned().ended())
        .map(WorkloadRoot::name)
        .filter(name -> !workloads.containsKey(name))
        .toList();
  }

  /// Returns the arrivals at all services.
  public double requests() {
    return services.values().stream().mapToDouble(one -> one.traffic().requests()).sum();
  }

  /// Returns the memory of the services' histories that grows with the length of the section,
  /// bytes.
  public long bytes() {
    return services.values().stream().mapToLong(ServiceHistory::bytes).sum();
  }

  /// Returns a remark on everything that the log does not tell, a sentence each.
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    for (String name : leftOut) {
      remarks.add(
          name
              + " is left out: it was withdrawn, is no service or training job, or no speed of it"
              + " is known.");
    }
    services.forEach(
        (name, service) -> {
          Duration unseen = service.traffic().unseen();
          if (!unseen.isZero()) {
            remarks.add(
                "%s: nobody reported for %d s in all; no request is simulated then."
                    .formatted(name, unseen.toSeconds()));
          }
          service
              .measured()
              .forEach(
                  (placement, observations) -> {
                    if (observations == 0) {
                      remarks.add(
                          "%s: no replica ran on %s; its speed is an assumption."
                              .formatted(name, placement));
                    }
                  });
        });
    return remarks;
  }
}
