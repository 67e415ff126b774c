package io.rheostat.simulator.world;

import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Device;
import io.rheostat.model.signal.Sample;
import io.rheostat.simulator.cluster.Cluster;
import io.rheostat.simulator.cluster.ReplicaLife;
import io.rheostat.simulator.engine.InferenceReplica;
import io.rheostat.simulator.page.DeviceGauges;
import io.rheostat.simulator.page.ReplicaPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/// Builds the pages of a workload's replicas.
final class Pages {
  private Pages() {}

  static void add(
      Scenario scenario,
      Workload workload,
      RunningWorkload resident,
      Cluster cluster,
      long now,
      List<ReplicaPage> pages) {
    boolean first = true;
    for (ReplicaLife unit : cluster.units(workload.name())) {
      if (unit.state() != ReplicaLife.State.READY && unit.state() != ReplicaLife.State.DRAINING) {
        continue;
      }
      List<Sample> samples = new ArrayList<>();
      double busyShare = 1;
      List<Sample> after = List.of();
      switch (resident) {
        case RunningWorkload.Service(_, var engines) -> {
          InferenceReplica engine = Objects.requireNonNull(engines.get(unit.name()));
          samples.addAll(engine.samples());
          busyShare = engine.busyShare(now);
        }
        case RunningWorkload.Job(var job, _) -> {
          boolean takesPart = job.workers().containsKey(unit.name());
          busyShare = takesPart ? job.busyShare(now) : 0;
          after = takesPart && first ? job.samples() : after;
          first &= !takesPart;
        }
        case RunningWorkload.Idle() -> {}
      }
      samples.addAll(gauges(scenario, unit, busyShare));
      samples.addAll(after);
      pages.add(page(workload, unit, samples));
    }
  }

  private static List<Sample> gauges(Scenario scenario, ReplicaLife unit, double busyShare) {
    Device device =
        Objects.requireNonNull(scenario.fleet().devices().get(unit.placement().device()));
    return DeviceGauges.of(device, unit.placement().devicesPerReplica(), busyShare);
  }

  private static ReplicaPage page(Workload workload, ReplicaLife unit, List<Sample> samples) {
    return new ReplicaPage(
        workload.name(),
        unit.name(),
        unit.placement().name(),
        labels(workload),
        unit.placement().devicesPerReplica(),
        samples);
  }

  /// Returns the labels matched by the workload's first metrics binding; without one, its name as
  /// the model's.
  private static SortedMap<String, String> labels(Workload workload) {
    SortedMap<String, String> labels = new TreeMap<>();
    if (!workload.metrics().isEmpty()) {
      labels.putAll(workload.metrics().getFirst().match());
    }
    if (labels.isEmpty()) {
      labels.put("model_name", workload.name());
    }
    return labels;
  }
}
