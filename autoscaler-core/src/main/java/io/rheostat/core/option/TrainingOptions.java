package io.rheostat.core.option;

import io.rheostat.core.Tuning;
import io.rheostat.core.member.MemberState;
import io.rheostat.core.pool.PoolResources;
import io.rheostat.core.solve.Candidate;
import io.rheostat.core.solve.Candidates;
import io.rheostat.core.training.JobOutlook;
import io.rheostat.model.decision.Option;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.WidthGoodput;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.Feasibility;
import io.rheostat.model.resource.ModelShape;
import io.rheostat.model.resource.Placement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Allocations of a training job: a placement and a width each, or no devices where bounds allow
/// it.
///
/// A job with a delay cost is worth [JobOutlook#usdPerHour] of its speed over its fair share; a
/// restart is priced against what is left of it. Any other earns `value · g / samples` an hour at
/// goodput g, and a change costs its earnings and its bill during the restart, spread over half an
/// hour. Finishing after the deadline loses `lateLossPerHour` for each hour late, spread over the
/// hours left.
public final class TrainingOptions {
  private static final Tuning.Training TUNING = Tuning.DEFAULT.training();

  private TrainingOptions() {}

  /// Returns the candidate placements and widths of a training job with a measured goodput, and no
  /// devices where bounds allow it, with the reasons for refused ones.
  ///
  /// @param share part of the pool for each of its jobs
  public static Candidates of(
      MemberState member,
      PoolResources view,
      Objective.Training objective,
      Measure.Training measure,
      JobShare share,
      Instant now) {
    List<Candidate> candidates = new ArrayList<>();
    List<String> refusals = new ArrayList<>();
    Bounds bounds = member.workload().bounds();
    Optional<JobOutlook> outlook = share.outlook(member, view, objective, measure);
    Pricing pricing = new Pricing(member, view, objective, measure, outlook, now);
    if (bounds.minReplicas() == 0) {
      candidates.add(pricing.candidate(Allocation.NONE, 0));
    }
    for (WidthGoodput goodput : measure.goodputs()) {
      Placement placement = member.workload().placement(goodput.placement()).orElse(null);
      if (placement == null
          || goodput.width() < bounds.minReplicas()
          || goodput.width() > bounds.maxReplicas()) {
        continue;
      }
      if (!measure.profile().allows(goodput.width())) {
        refusals.add(
            placement.name()
                + ": width "
                + goodput.width()
                + " is more than twice the widest that ran.");
        continue;
      }
      Optional<String> refusal = refusal(member, view, placement, goodput.width(), now);
      if (refusal.isPresent()) {
        refusals.add(placement.name() + ": " + refusal.get());
        continue;
      }
      Allocation allocation = Allocation.of(placement.name(), goodput.width());
      candidates.add(pricing.candidate(allocation, goodput.goodput()));
    }
    return new Candidates(OptionPruning.best(candidates, member.desired()), refusals);
  }

  private static Optional<String> refusal(
      MemberState member, PoolResources view, Placement placement, int width, Instant now) {
    Optional<Device> device = view.device(placement);
    if (device.isEmpty()) {
      return Optional.of("device " + placement.device() + " is not declared.");
    }
    if (width > view.most(placement)) {
      return Optional.of(
          "width " + width + " is more than the pool's " + view.most(placement) + ".");
    }
    if (!member.isAvailable(placement.name(), now)) {
      return Optional.of(member.shortage(placement.name()));
    }
    Optional<ModelShape> model = member.workload().model();
    if (model.isEmpty()) {
      return Optional.empty();
    }
    return Feasibility.refuseTraining(model.get(), device.get(), placement, width)
        .or(() -> Feasibility.refuseDisk(model.get(), placement, true));
  }

  /// Prices of a job's allocations at one moment.
  private record Pricing(
      MemberState member,
      PoolResources view,
      Objective.Training objective,
      Measure.Training measure,
      Optional<JobOutlook> outlook,
      Instant now) {
    Candidate candidate(Allocation allocation, double goodput) {
      double usd = view.usd(member.workload(), allocation);
      boolean stays = allocation.equals(member.desired());
      double value;
      double change = 0;
      double lost = 0;
      if (outlook.isPresent()) {
        value = outlook.get().usdPerHour(goodput, false);
        lost = stays ? 0 : value - outlook.get().usdPerHour(goodput, true);
      } else {
        value = objective.usdOnCompletion() * goodput * 3600 / objective.samples();
        change = stays ? 0 : restartUsd(allocation, value + usd);
      }
      NetValue.Terms terms =
          new NetValue.Terms(goodput, 1, value - lateLoss(goodput), usd, change, lost);
      Option option = NetValue.of(view.pool()).option(allocation, terms, 0);
      double weight = outlook.map(JobOutlook::weight).orElse(1.0);
      return new Candidate(
          option, weight * option.score(), view.devices(member.workload(), allocation));
    }

    private double lateLoss(double goodput) {
      if (objective.deadline().isEmpty() || objective.lateLossUsdPerHour() == 0) {
        return 0;
      }
      double hoursToDeadline =
          Duration.between(now, objective.deadline().get()).toMillis() / 3_600_000.0;
      if (goodput <= 0) {
        return objective.lateLossUsdPerHour();
      }
      double remaining = Math.max(1, objective.samples() - measure.progress());
      double hours = remaining / goodput / 3600;
      double late = hours - hoursToDeadline;
      return late <= 0 ? 0 : objective.lateLossUsdPerHour() * Math.min(1, late / hours);
    }

    private double restartUsd(Allocation allocation, double usdPerHour) {
      double seconds = 0;
      for (Placement placement : member.workload().placements()) {
        if (allocation.replicas(placement.name()) > 0) {
          seconds = Math.max(seconds, member.startupSeconds(placement));
        }
      }
      return usdPerHour * (seconds + measure.profile().restartSeconds()) / TUNING.spreadSeconds();
    }
  }
}
