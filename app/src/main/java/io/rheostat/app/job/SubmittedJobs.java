package io.rheostat.app.job;

import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Workload;
import io.rheostat.topics.fleet.FleetSource;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/// Jobs of the fleet topic that no instance declares in its files: those submitted at run time, or
/// found by their label.
public final class SubmittedJobs {
  private SubmittedJobs() {}

  /// Returns the submitted jobs by name.
  ///
  /// @param sources instances with their claims
  public static SortedMap<String, Workload> of(Fleet fleet, Collection<FleetSource> sources) {
    SortedMap<String, Workload> jobs = new TreeMap<>();
    for (Workload workload : fleet.workloads().values()) {
      boolean isClaimed =
          sources.stream().anyMatch(source -> source.claims("workload/" + workload.name()));
      if ((workload.hasDelayCost() || LabelledJobs.isFound(workload)) && !isClaimed) {
        jobs.put(workload.name(), workload);
      }
    }
    return jobs;
  }
}
