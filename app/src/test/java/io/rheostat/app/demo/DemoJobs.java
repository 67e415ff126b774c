package io.rheostat.app.demo;

import io.rheostat.config.load.JobLoader;
import io.rheostat.config.yaml.ConfigException;
import io.rheostat.model.fleet.ElasticTraining;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.StepProfile;
import io.rheostat.simulator.truth.GroundTruth;
import io.rheostat.simulator.world.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Training jobs beside the demo's own, each as fast as BERT on one device type.
final class DemoJobs {
  private DemoJobs() {}

  /// A job of the demo's pool as it is submitted.
  static String text(String name, double samples) {
    return """
    apiVersion: rheostat.io/v1
    kind: Workload
    metadata: {name: %1$s}
    spec:
      type: training
      pool: demo
      model: {parameters: 110e6, precision: fp32}
      objective:
        work: {samples: %2$s}
        batch: {perWorker: 12, initial: 12}
        profile: bert
        value: {delayCostPerHour: 60 USD}
      placements:
        - {device: l40s, widths: [1, 2], startup: 20s, target: {simulated: {cluster: demo}}}
      metrics:
        - {preset: pytorch, match: {namespace: train, job_name: %1$s}}
        - {preset: dcgm, match: {namespace: train, job_name: %1$s}}
    """
        .formatted(name, samples);
  }

  /// A fleet with further jobs.
  static Fleet with(Fleet fleet, String... texts) throws ConfigException {
    SortedMap<String, Workload> workloads = new TreeMap<>(fleet.workloads());
    for (String text : texts) {
      Workload job = JobLoader.read(text, "job", fleet);
      workloads.put(job.name(), job);
    }
    return fleet.withWorkloads(workloads);
  }

  /// A fleet whose job has a price of waiting, as submitted ones have.
  static Fleet elastic(Fleet fleet, String name) {
    SortedMap<String, Workload> workloads = new TreeMap<>(fleet.workloads());
    workloads.computeIfPresent(
        name,
        (_, job) -> {
          Objective.Training work = (Objective.Training) job.objective();
          return job.with(work.with(new ElasticTraining(5, work.batch())));
        });
    return fleet.withWorkloads(workloads);
  }

  /// The demo's world with further jobs, none of which runs at the start.
  static Scenario scenario(Fleet fleet, Instant start, Duration horizon, long seed) {
    SortedMap<String, Workload> known = new TreeMap<>(fleet.workloads());
    SortedMap<String, SortedMap<String, StepProfile>> more = new TreeMap<>();
    for (Workload workload : fleet.workloads().values()) {
      boolean isOwn = List.of("chat", "code", "resnet50", "bert").contains(workload.name());
      if (!isOwn) {
        more.put(workload.name(), new TreeMap<>(Map.of("l40s", GroundTruth.BERT_L40S)));
        known.remove(workload.name());
      }
    }
    Fleet own = fleet.withWorkloads(known);
    Scenario demo = DemoScenario.of(own, start, DemoScenario.Traffic.generated(horizon), seed);
    more.putAll(demo.steps());
    return new Scenario(
        fleet,
        start,
        demo.traces(),
        demo.engines(),
        more,
        demo.training(),
        demo.initial(),
        demo.stockOuts());
  }
}
