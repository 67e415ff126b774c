package io.rheostat.simulator.world;

import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import io.rheostat.simulator.cluster.Cluster;
import io.rheostat.simulator.cluster.PlacementUsage;
import io.rheostat.simulator.engine.ServiceCount;
import java.util.SortedMap;
import java.util.TreeMap;

/// Sum of a world's score.
final class Scoring {
  private static final double NANOS_PER_HOUR = 3.6e12;

  private long arrived;
  private long requests;
  private long good;
  private double replicaHours;
  private double deviceHours;
  private double costUsd;
  private int resizes;
  private double progress;
  private int jobs;

  static Score of(Scenario scenario, RunningWorkloads workloads, Cluster cluster, long now) {
    Scoring total = new Scoring();
    SortedMap<String, Score.Line> lines = new TreeMap<>();
    for (Workload workload : scenario.fleet().workloads().values()) {
      Scoring own = new Scoring();
      own.hold(workload, cluster, now);
      own.judge(workload, workloads.of(workload.name()), now);
      lines.put(workload.name(), own.line(now));
      total.add(own);
    }
    return new Score(total.line(now), lines);
  }

  private void hold(Workload workload, Cluster cluster, long now) {
    for (Placement placement : workload.placements()) {
      PlacementUsage holding = cluster.holding(workload.name(), placement.name(), now);
      replicaHours += holding.replicaHours();
      deviceHours += holding.deviceHours();
      costUsd += holding.costUsd();
      resizes += holding.resizes();
    }
  }

  private void judge(Workload workload, RunningWorkload resident, long now) {
    switch (resident) {
      case RunningWorkload.Service(var service, _) -> {
        ServiceCount count = service.count(now);
        arrived = count.arrived();
        requests = count.judged();
        good = count.good();
      }
      case RunningWorkload.Job(var job, _) -> {
        jobs = 1;
        if (workload.objective() instanceof Objective.Training training) {
          progress = job.progress() / training.samples();
        }
      }
      case RunningWorkload.Idle() -> {}
    }
  }

  private void add(Scoring other) {
    arrived += other.arrived;
    requests += other.requests;
    good += other.good;
    replicaHours += other.replicaHours;
    deviceHours += other.deviceHours;
    costUsd += other.costUsd;
    resizes += other.resizes;
    progress += other.progress;
    jobs += other.jobs;
  }

  private Score.Line line(long now) {
    double hours = now / NANOS_PER_HOUR;
    return new Score.Line(
        arrived,
        requests,
        good,
        requests == 0 ? 1 : (double) good / requests,
        hours == 0 ? 0 : replicaHours / hours,
        deviceHours,
        costUsd,
        resizes,
        jobs == 0 ? 0 : progress / jobs);
  }
}
