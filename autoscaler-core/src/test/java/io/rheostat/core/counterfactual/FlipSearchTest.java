package io.rheostat.core.counterfactual;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.plan.DecisionPoint;
import io.rheostat.core.plan.PlanStage;
import io.rheostat.core.plan.decision.PlanEffect;
import io.rheostat.core.pool.PoolState;
import io.rheostat.core.stage.Given;
import io.rheostat.core.stage.Ledger;
import io.rheostat.core.stage.Moment;
import io.rheostat.core.stage.PartitionFold;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.TrainingProfile;
import io.rheostat.model.estimate.WidthGoodput;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.BatchRange;
import io.rheostat.model.fleet.ElasticTraining;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.PoolEvent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Flips found by the search against those found by declaring every value, one after the other, and
/// folding the log from its begin.
final class FlipSearchTest {
  /// Steps of the brute force: far finer than those of the search.
  private static final double STEP = 1.002;

  /// A pool in which a service may take either of two device types, and a job the dearer one. Every
  /// number is one that a lever moves.
  private record Scene(Map<Lever.Kind, Double> values) {
    static Scene of(double demand, double budget) {
      Map<Lever.Kind, Double> values = new EnumMap<>(Lever.Kind.class);
      values.put(Lever.Kind.PRICE, 4.0);
      values.put(Lever.Kind.DEMAND, demand);
      values.put(Lever.Kind.VALUE, 0.004);
      values.put(Lever.Kind.DELAY_COST, 30.0);
      values.put(Lever.Kind.WORK_LEFT, 4e7);
      values.put(Lever.Kind.MIN_REPLICAS, 1.0);
      values.put(Lever.Kind.MAX_REPLICAS, 12.0);
      values.put(Lever.Kind.BUDGET, budget);
      values.put(Lever.Kind.DEVICES, 10.0);
      return new Scene(values);
    }

    Scene with(Lever.Kind kind, double value) {
      Map<Lever.Kind, Double> changed = new EnumMap<>(values);
      changed.put(kind, value);
      return new Scene(changed);
    }

    double get(Lever.Kind kind) {
      return requireNonNull(values.get(kind));
    }

    private int count(Lever.Kind kind) {
      return (int) get(kind);
    }

    private Workload service(boolean bounded) {
      Objective.Inference objective = Given.serving();
      return Given.workload(
          "chat",
          "main",
          new Objective.Inference(
              objective.slo(), get(Lever.Kind.VALUE), objective.expected(), objective.minQuality()),
          bounded
              ? Given.bounds(count(Lever.Kind.MIN_REPLICAS), count(Lever.Kind.MAX_REPLICAS))
              : Given.bounds(1, 12),
          Given.placement("big", "h100"),
          Given.placement("small", "l40s"));
    }

    private Workload job(boolean bounded) {
      ElasticTraining terms =
          new ElasticTraining(get(Lever.Kind.DELAY_COST), BatchRange.fixedPerReplica(32, 32));
      return Given.workload(
          "train",
          "main",
          new Objective.Training(get(Lever.Kind.WORK_LEFT), 32, 32, 2000, Optional.empty(), 0)
              .with(terms),
          bounded
              ? Given.bounds(count(Lever.Kind.MIN_REPLICAS), count(Lever.Kind.MAX_REPLICAS))
              : Given.bounds(1, 12),
          Given.placement("gpu", "h100"));
    }

    /// Returns the log up to the tick that plans. What runs is reported after the estimates, so no
    /// decision before changes anything.
    List<PoolEvent> log(String explained) {
      Workload service = service(explained.equals("chat"));
      Workload job = job(explained.equals("train"));
      List<WidthGoodput> goodputs = new ArrayList<>();
      for (int width : List.of(1, 2, 4, 8)) {
        goodputs.add(new WidthGoodput("gpu", width, 1_000 * Math.pow(width, 0.9), 1));
      }
      return List.of(
          new PoolEvent.Declared(Given.declare(1, Given.device("h100", get(Lever.Kind.PRICE)))),
          new PoolEvent.Declared(Given.declare(1, Given.device("l40s", 1.1))),
          new PoolEvent.Declared(
              Given.declare(
                  1,
                  Given.pool(
                      "main",
                      Map.of("h100", count(Lever.Kind.DEVICES), "l40s", 20),
                      get(Lever.Kind.BUDGET)))),
          new PoolEvent.Declared(Given.declare(1, service)),
          new PoolEvent.Declared(Given.declare(1, job)),
          new PoolEvent.Estimated(
              Given.estimate(
                  service, Given.START, Given.fresh(2), get(Lever.Kind.DEMAND), 6.0, 1.5)),
          new PoolEvent.Estimated(
              new Estimate(
                  "train",
                  "main",
                  Given.START,
                  Given.fresh(2),
                  new Measure.Training(
                      0, 0, 2, 1, false, goodputs, new TrainingProfile(8, 0, 0, 0)))),
          observed(service, Given.running("big", 2)),
          observed(job, Given.running("gpu", 2)),
          new PoolEvent.Tick());
    }

    private static PoolEvent observed(Workload workload, PlacementStatus running) {
      return new PoolEvent.Observation(
          Given.observed(workload, Given.START, Generation.NONE, running));
    }
  }

  /// Fold of a scene's log, with the point of the last decision on a workload.
  private static final class Planned implements Ledger<PoolState, PlanEffect> {
    private final PartitionFold<PoolState, PoolEvent, PlanEffect> fold =
        new PartitionFold<>(new PlanStage(), _ -> true);
    private final String workload;
    private Optional<DecisionPoint> point = Optional.empty();
    private Optional<Decision> decision = Optional.empty();
    private PoolEvent event = new PoolEvent.Tick();

    private Planned(String workload) {
      this.workload = workload;
    }

    static Planned of(Scene scene, String workload) {
      Planned planned = new Planned(workload);
      for (PoolEvent event : scene.log(workload)) {
        planned.event = event;
        planned.fold.accept(event, Given.START, planned);
      }
      return planned;
    }

    Allocation choice() {
      return FlipSearch.choice(decision.orElseThrow());
    }

    DecisionPoint at() {
      return point.orElseThrow();
    }

    @Override
    public boolean applied(String key) {
      return false;
    }

    @Override
    public void failed(String key, RuntimeException bug) {
      throw bug;
    }

    @Override
    public void stepped(String key, PoolState before, PoolState after, List<PlanEffect> effects) {
      for (PlanEffect effect : effects) {
        if (effect instanceof PlanEffect.Decided(Decision made)
            && made.workload().equals(workload)) {
          Moment moment = new Moment(fold.now(), fold.catalogue());
          point = Optional.of(DecisionPoint.of(before, event, moment, workload));
          decision = Optional.of(made);
        }
      }
    }
  }

  /// Returns the nearest value in one direction at which the choice is another one.
  private static Optional<Double> bruteForce(
      Scene scene, String workload, Lever lever, Allocation chosen, boolean up) {
    double value = lever.value();
    while (true) {
      double next =
          lever.kind().isWhole() ? value + (up ? 1 : -1) : up ? value * STEP : value / STEP;
      if (next < lever.least() || next > lever.most()) {
        return Optional.empty();
      }
      value = next;
      Scene other = scene.with(lever.kind(), value);
      if (!Planned.of(other, workload).choice().equals(chosen)) {
        return Optional.of(value);
      }
    }
  }

  private static int compare(Scene scene, String workload) {
    Planned planned = Planned.of(scene, workload);
    FlipSearch search = new FlipSearch(planned.at());
    assertThat(search.chosen()).isEqualTo(planned.choice());
    int flips = 0;
    for (Lever lever : Levers.of(planned.at())) {
      if (lever.of().equals("l40s")) {
        continue; // the scenes keep it
      }
      assertThat(lever.value()).as("%s", lever).isEqualTo(scene.get(lever.kind()));
      List<Flip> found = search.of(lever);
      for (boolean up : List.of(false, true)) {
        Optional<Double> truth = bruteForce(scene, workload, lever, planned.choice(), up);
        Optional<Double> at =
            found.stream().map(Flip::at).filter(one -> up == one > lever.value()).findFirst();
        assertThat(at.isPresent())
            .as("%s %s: %s, %s", lever, up, truth, at)
            .isEqualTo(truth.isPresent());
        if (truth.isPresent()) {
          flips++;
          double within = lever.kind().isWhole() ? 0 : truth.get() * (STEP - 1);
          assertThat(at.orElseThrow())
              .as("%s", lever)
              .isBetween(truth.get() - within - 1e-6 * lever.value(), truth.get() + within);
        }
      }
    }
    return flips;
  }

  @ParameterizedTest
  @ValueSource(doubles = {5, 14, 31})
  void aServicesFlipsAreTheNearest(double demand) {
    assertThat(compare(Scene.of(demand, 60), "chat")).isGreaterThan(4);
  }

  @ParameterizedTest
  @ValueSource(doubles = {5, 31})
  void aJobsFlipsAreTheNearest(double demand) {
    assertThat(compare(Scene.of(demand, 60), "train")).isGreaterThan(3);
  }
}
