package io.rheostat.benchmarks.folds;

import io.rheostat.core.estimate.EstimateEffect;
import io.rheostat.core.estimate.EstimateStage;
import io.rheostat.core.plan.PlanStage;
import io.rheostat.core.plan.decision.PlanEffect;
import io.rheostat.core.pool.PoolState;
import io.rheostat.core.stage.Moment;
import io.rheostat.core.stage.Step;
import io.rheostat.core.workload.WorkloadState;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.log.WorkloadEvent;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Single steps of the folds. They are pure, so one warmed-up state is stepped again and again.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FoldBenchmark {
  /// Age of the state, in seconds: neither time nor bytes of a step may grow with it.
  @Param({"30", "900"})
  private int ageSeconds;

  private final EstimateStage estimates = new EstimateStage();
  private final PlanStage plans = new PlanStage();
  private WarmFolds folds;
  private WorkloadState workload;
  private WorkloadEvent reading;
  private Moment workloadMoment;
  private PoolState pool;
  private PoolEvent estimated;
  private Moment poolMoment;

  /// For the harness.
  @SuppressWarnings("NullAway.Init") // the harness calls prepare before anything else
  public FoldBenchmark() {}

  /// Builds a pool of 50 services of the given age.
  @Setup
  public void prepare() {
    folds = WarmFolds.of(ageSeconds);
    workload = folds.workload();
    reading = folds.nextReading();
    workloadMoment = folds.workloadMoment();
    estimated = folds.lastEstimate();
    poolMoment = folds.poolMoment();
    // An estimate is a material change: the next tick solves.
    pool = plans.step(folds.pool(), estimated, poolMoment).state();
  }

  /// Steps a full reading of one replica into its workload.
  @Benchmark
  public Step<WorkloadState, EstimateEffect> estimateReading() {
    return estimates.step(workload, reading, workloadMoment);
  }

  /// Steps a tick of one workload.
  @Benchmark
  public Step<WorkloadState, EstimateEffect> estimateTick() {
    return estimates.step(workload, new WorkloadEvent.Tick(), workloadMoment);
  }

  /// Encodes a workload's root.
  @Benchmark
  public byte[] encodeWorkload() {
    return estimates.codec().encodeRoot(workload);
  }

  /// Decides one workload of a pool of 50 again.
  @Benchmark
  public Step<PoolState, PlanEffect> planOne() {
    return plans.step(pool, estimated, poolMoment);
  }

  /// Solves a pool of 50 jointly.
  @Benchmark
  public Step<PoolState, PlanEffect> planJointly() {
    return plans.step(pool, new PoolEvent.Tick(), poolMoment);
  }

  /// Encodes one workload as remembered by its pool.
  @Benchmark
  public byte[] encodeMember() {
    return plans.codec().encodePart(pool, folds.name());
  }
}
