package io.rheostat.simulator.jobs;

import io.rheostat.core.training.GradientStatistics;
import io.rheostat.model.fleet.BatchRange;
import io.rheostat.simulator.jobs.table.Application;
import io.rheostat.simulator.jobs.table.EpochTable;
import io.rheostat.simulator.jobs.table.StepTable;
import io.rheostat.simulator.jobs.table.StepTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Application with numbers small enough to reckon by hand: initial batch 10, steps of half a
/// second on one device, two epochs that end at 100.6 and 205 iterations. Gradients are all signal,
/// so a step of any larger batch counts as one of the initial batch.
public final class Toy {
  /// Batch of 10 in any number of replicas up to two.
  public static final BatchRange RANGE = new BatchRange(10, 10, 5, 10, true);

  /// No epoch gains anything by a larger batch.
  public static final GradientStatistics SIGNAL = new GradientStatistics(1, 0);

  public static final ClusterShape CLUSTER = ClusterShape.parse("3x2:t4");

  private Toy() {}

  public static StepTable steps() {
    return new StepTable(
        List.of(
            placed(5, 0.3, 0, 1),
            placed(10, 0.5, 0, 1),
            placed(5, 0.4, 0.1, 2),
            placed(10, 0.6, 0.1, 2),
            placed(5, 0.5, 0.2, 1, 1),
            placed(10, 0.7, 0.2, 1, 1)),
        List.of());
  }

  public static StepTable.PlacementRow placed(
      double batch, double step, double sync, int... replicas) {
    return new StepTable.PlacementRow(replicas, batch, new StepTimes(step, sync));
  }

  public static EpochTable epochs(double... ends) {
    List<EpochTable.Epoch> epochs = new ArrayList<>();
    for (double end : ends) {
      epochs.add(new EpochTable.Epoch(end, end, SIGNAL));
    }
    return new EpochTable(Map.of(10.0, epochs));
  }

  public static Application application(double... ends) {
    return new Application(
        "toy", RANGE, 2, Optional.empty(), steps(), epochs(ends), Map.of("fast", 2.0));
  }

  public static Application application() {
    return application(100.6, 205);
  }

  public static Submission submission(String name, double atSeconds, Application application) {
    return new Submission(name, atSeconds, application, 1, 10);
  }

  /// Static batch, half a minute of delay.
  public static JobRules rules() {
    return JobRules.of(JobKnowledge.OWN, true, 30);
  }
}
