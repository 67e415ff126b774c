package io.rheostat.core.option;

import io.rheostat.core.member.MemberState;
import io.rheostat.core.pool.CoverageAssessment;
import io.rheostat.core.pool.PoolResources;
import io.rheostat.core.solve.Candidates;
import io.rheostat.core.stage.Moment;
import io.rheostat.model.decision.Coverage;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.fleet.Objective;
import java.util.List;

/// Options of any workload, by the kind of its objective.
public final class WorkloadOptions {
  private WorkloadOptions() {}

  /// Returns the options of a workload in its current state.
  ///
  /// @param devices devices of each type it may take, by the pool's order of types
  /// @param coverage coverage of the workload by reports and metrics
  /// @param share part of the pool for each of its jobs
  public static Candidates of(
      MemberState member,
      PoolResources view,
      Moment moment,
      int[] devices,
      Coverage coverage,
      JobShare share) {
    if (member.estimate().isEmpty()) {
      return new Candidates(List.of(), List.of());
    }
    return switch (member.workload().objective()) {
      case Objective.Inference objective ->
          member.estimate().get().measure() instanceof Measure.Inference measure
              ? InferenceOptions.of(
                  member,
                  view,
                  objective,
                  CoverageAssessment.scaled(measure, coverage),
                  new InferenceOptions.Availability(moment.now(), devices, share.jobs() > 0))
              : new Candidates(List.of(), List.of());
      case Objective.Training objective ->
          member.estimate().get().measure() instanceof Measure.Training measure
              ? TrainingOptions.of(member, view, objective, measure, share, moment.now())
              : new Candidates(List.of(), List.of());
      case Objective.Profiled objective ->
          ProfiledOptions.of(member, view, objective, moment.now());
    };
  }
}
