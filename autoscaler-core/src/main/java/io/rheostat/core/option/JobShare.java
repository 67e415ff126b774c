package io.rheostat.core.option;

import io.rheostat.core.Tuning;
import io.rheostat.core.member.MemberState;
import io.rheostat.core.pool.PoolResources;
import io.rheostat.core.training.JobOutlook;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.WidthGoodput;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.resource.Placement;
import java.util.Collection;
import java.util.Optional;

/// Fair share of a pool for each of its jobs with a delay cost: its devices over their number.
///
/// @param jobs jobs that are not complete, 0 or more
/// @param referenceSeconds mean remaining time of the jobs at their fair shares: that of weight 1
public record JobShare(int jobs, double referenceSeconds) {
  private static final Tuning.Training TUNING = Tuning.DEFAULT.training();

  /// Share of a pool without jobs.
  public static final JobShare NONE = new JobShare(0, TUNING.unprofiledSeconds());

  /// Returns the number of jobs among the members of a pool, without a look at their work.
  public static JobShare counted(Collection<MemberState> members) {
    int jobs = (int) members.stream().filter(JobShare::isQueueable).count();
    return jobs == 0 ? NONE : new JobShare(jobs, NONE.referenceSeconds);
  }

  /// Returns the share of each job among the members of a pool.
  public static JobShare among(Collection<MemberState> members, PoolResources view) {
    JobShare share = counted(members);
    double sum = 0;
    int known = 0;
    for (MemberState job : members) {
      Optional<JobOutlook> outlook = isQueueable(job) ? share.outlook(job, view) : Optional.empty();
      sum += outlook.map(JobOutlook::secondsLeft).orElse(0.0);
      known += outlook.isPresent() ? 1 : 0;
    }
    return known == 0 ? share : new JobShare(share.jobs, sum / known);
  }

  /// Returns whether a member is a job with a delay cost that is not complete.
  private static boolean isQueueable(MemberState member) {
    return member.workload().hasDelayCost() && !member.withdrawn() && !member.isComplete();
  }

  /// Returns whether anything is known of the job's speed, measured or declared.
  private static boolean isProfiled(Measure.Training measure) {
    return measure.goodputs().stream().anyMatch(goodput -> goodput.confidence() > 0);
  }

  private Optional<JobOutlook> outlook(MemberState member, PoolResources view) {
    return member.workload().objective() instanceof Objective.Training objective
        ? member
            .estimate()
            .flatMap(Estimate::training)
            .flatMap(measure -> outlook(member, view, objective, measure))
        : Optional.empty();
  }

  /// Returns the outlook of a job at its fair share; empty for one without a delay cost.
  ///
  /// The share is the widest of its widths within the devices of a type over the jobs, on the
  /// placement that is fastest there, else its smallest width.
  Optional<JobOutlook> outlook(
      MemberState member,
      PoolResources view,
      Objective.Training objective,
      Measure.Training measure) {
    if (objective.elastic().isEmpty()) {
      return Optional.empty();
    }
    Optional<WidthGoodput> share = atShare(member, view, measure);
    if (share.isEmpty()) {
      return Optional.empty();
    }
    double at = share.get().goodput();
    double left =
        isProfiled(measure)
            ? Math.max(1, objective.samples() - measure.progress()) / at
            : TUNING.unprofiledSeconds();
    return Optional.of(
        JobOutlook.of(
            at,
            left,
            member.slowestStartupSeconds() + measure.profile().restartSeconds(),
            objective.elastic().get().delayCostUsdPerHour()
                * view.pool().quota(member.workload()).weight(),
            referenceSeconds,
            share.get().confidence()));
  }

  private Optional<WidthGoodput> atShare(
      MemberState member, PoolResources view, Measure.Training measure) {
    Optional<WidthGoodput> fair = Optional.empty();
    Optional<WidthGoodput> smallest = Optional.empty();
    for (WidthGoodput goodput : measure.goodputs()) {
      Optional<Placement> placement = member.workload().placement(goodput.placement());
      if (placement.isEmpty() || goodput.goodput() <= 0) {
        continue;
      }
      if (smallest.isEmpty() || goodput.width() < smallest.get().width()) {
        smallest = Optional.of(goodput);
      }
      if (goodput.width() * Math.max(1, jobs) <= view.most(placement.get())
          && (fair.isEmpty() || goodput.goodput() > fair.get().goodput())) {
        fair = Optional.of(goodput);
      }
    }
    return fair.isPresent() ? fair : smallest;
  }
}
