package io.rheostat.simulator.loop;

import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.fleet.JobProfile;
import io.rheostat.model.log.Declaration;
import io.rheostat.simulator.world.Scenario;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Declarations of a fleet in the course of time: everything at the start but jobs submitted later,
/// and what ended jobs leave to those of their profile key.
final class DueDeclarations {
  private final List<Declaration.Change> later;
  private final Scenario scenario;
  private final SortedSet<String> declared = new TreeSet<>();
  private final Set<String> shared = new HashSet<>();
  private final Map<String, JobProfile> profiles = new HashMap<>();
  private final List<Declaration.Change> left = new ArrayList<>();

  DueDeclarations(Scenario scenario) {
    this.scenario = scenario;
    this.later = new ArrayList<>(Declaration.Change.allOf(scenario.fleet()));
  }

  /// Returns the changes not taken so far, in order; each once.
  List<Declaration.Change> take(Instant now) {
    List<Declaration.Change> due = new ArrayList<>(left);
    left.clear();
    later.removeIf(
        change -> {
          boolean isDue = !at(change).isAfter(now);
          if (isDue) {
            due.add(change);
          }
          return isDue;
        });
    for (Declaration.Change change : due) {
      if (change instanceof Declaration.Change.OfWorkload(var workload, _)) {
        declared.add(workload.name());
      }
    }
    return due;
  }

  private Instant at(Declaration.Change change) {
    return change instanceof Declaration.Change.OfWorkload(var workload, _)
        ? scenario.declaredAt(workload.name())
        : scenario.start();
  }

  /// Returns the workloads declared so far.
  SortedSet<String> workloads() {
    return declared;
  }

  /// Takes what an ended job leaves, once for its end.
  void see(Estimate estimate) {
    Optional<JobProfile> learned = estimate.training().flatMap(one -> one.profile().learned());
    if (learned.isEmpty() || !shared.add(estimate.workload())) {
      return;
    }
    String key = learned.get().name();
    JobProfile known = profiles.getOrDefault(key, JobProfile.forgotten(key));
    JobProfile merged = known.with(learned.get());
    if (!merged.equals(known)) {
      profiles.put(key, merged);
      left.add(new Declaration.Change.OfProfile(merged));
    }
  }
}
