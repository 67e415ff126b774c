package io.rheostat.core.estimate.training;

import io.rheostat.core.counter.CounterTracks;
import io.rheostat.core.series.Tables;
import io.rheostat.core.stage.Given;
import io.rheostat.core.training.ThroughputModel;
import io.rheostat.core.training.ThroughputObservation;
import io.rheostat.core.training.ThroughputParameters;
import io.rheostat.core.workload.ReplicaRequests;
import io.rheostat.core.workload.ReplicaState;
import io.rheostat.core.workload.RootDraft;
import io.rheostat.core.workload.WorkSums;
import io.rheostat.core.workload.WorkloadRoot;
import io.rheostat.core.workload.WorkloadState;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.TrainingProfile;
import io.rheostat.model.estimate.WidthGoodput;
import io.rheostat.model.fleet.BatchRange;
import io.rheostat.model.fleet.ElasticTraining;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.StepProfile;
import io.rheostat.model.resource.Target;
import io.rheostat.model.signal.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/// A job of 1e6 samples with an initial batch of 32, at 2 $ an hour of its time, and what it told.
final class JobPage {
  private static final long NOW = 100_000;
  static final BatchRange FIXED = BatchRange.fixedPerReplica(32, 32);
  static final BatchRange ADAPTIVE = new BatchRange(32, 512, 8, 64, true);

  /// A pass takes 0.1 s and 10 ms a sample. Synchronisation takes 0.1 s and 20 ms for each worker
  /// beyond two within a node, 0.3 s and 50 ms between nodes; nothing overlaps.
  static final ThroughputParameters TIMES =
      new ThroughputParameters(0.1, 0.01, 0.3, 0.05, 0.1, 0.02, 1);

  final RootDraft root = new RootDraft(WorkloadRoot.of("job"));
  private final List<Object> cells = new ArrayList<>();
  Objective.Training objective = elastic(FIXED);
  Optional<StepProfile> declared = Optional.empty();

  /// Device of a second placement, `small`; empty for a job of one placement.
  Optional<Device> second = Optional.empty();

  List<Integer> widths = List.of(1, 2, 4, 8);

  boolean silent;

  static Objective.Training plain() {
    return new Objective.Training(1e6, 32, 32, 0, Optional.empty(), 0);
  }

  static Objective.Training elastic(BatchRange batch) {
    return plain().with(new ElasticTraining(2, batch));
  }

  /// Tells a signal on the page of the job's worker; by ascending signal.
  void tell(Signal signal, double value) {
    cells.add(signal);
    cells.add(value);
    cells.add(NOW);
  }

  void learned(ThroughputParameters parameters, ThroughputObservation... observations) {
    learned("big", parameters, observations);
  }

  void learned(
      String placement, ThroughputParameters parameters, ThroughputObservation... observations) {
    root.throughputs = new TreeMap<>(root.throughputs);
    root.throughputs.put(
        placement, new ThroughputModel(List.of(observations), Optional.of(parameters)));
  }

  Measure.Training measure(double samplesPerSecond) {
    List<ReplicaState> replicas = new ArrayList<>();
    if (!cells.isEmpty()) {
      var table = Tables.of(cells.toArray());
      replicas.add(
          new ReplicaState(
              "w0",
              "big",
              NOW,
              NOW,
              0,
              ReplicaRequests.of(table, 10_000),
              table,
              List.of(),
              0,
              WorkSums.NONE,
              CounterTracks.NONE));
    }
    List<Placement> placements = new ArrayList<>(List.of(placement("big", "h100")));
    second.ifPresent(device -> placements.add(placement("small", device.name())));
    Workload workload =
        Given.workload(
            "job", "main", objective, Given.bounds(0, 8), placements.toArray(Placement[]::new));
    SortedMap<String, Device> devices = new TreeMap<>(Map.of("h100", Given.device("h100", 2)));
    second.ifPresent(device -> devices.put(device.name(), device));
    return TrainingMeasures.of(
        new WorkloadState(root.build(), replicas),
        workload,
        objective,
        devices,
        silent,
        samplesPerSecond);
  }

  private Placement placement(String name, String device) {
    return new Placement(
        name,
        device,
        1,
        1,
        widths,
        0,
        0,
        Duration.ofSeconds(30),
        OptionalDouble.empty(),
        Optional.empty(),
        declared,
        Target.OBSERVE);
  }

  static ThroughputObservation ran(int nodes, int workers) {
    return new ThroughputObservation(nodes, workers, 32, 0.42, 0.5);
  }

  TrainingProfile profile() {
    return measure(50).profile();
  }

  WidthGoodput at(int width) {
    return at("big", width);
  }

  WidthGoodput at(String placement, int width) {
    return measure(50).goodputs().stream()
        .filter(goodput -> goodput.placement().equals(placement) && goodput.width() == width)
        .findFirst()
        .orElseThrow();
  }
}
