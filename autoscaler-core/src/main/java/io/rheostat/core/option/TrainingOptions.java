package io.rheostat.core.option;

import io.rheostat.core.Tuning;
import io.rheostat.core.member.MemberState;
import io.rheostat.core.pool.PoolResources;
import io.rheostat.core.solve.Candidate;
import io.rheostat.core.solve.Candidates;
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

/// Allocations of a training job: a placement and a width each, or a pause where bounds allow one.
///
/// An hour at goodput g earns `value · g / samples`; finishing after the deadline loses
/// `lateLossPerHour` for each hour late, spread over the hours left. A change costs the job's
/// earnings and its bill during the restart, spread over the time for which the new width is
/// expected to stay.
public final class TrainingOptions {
  private static final Tuning.Training TUNING = Tuning.DEFAULT.training();

  private TrainingOptions() {}

  /// Returns the candidate placements and widths of a training job with a measured goodput, and a
  /// pause where bounds allow it, with the reasons for refused ones.
  public static Candidates of(
      MemberState member,
      PoolResources view,
      Objective.Training objective,
      Measure.Training measure,
      Instant now) {
    List<Candidate> candidates = new ArrayList<>();
    List<String> refusals = new ArrayList<>();
    Bounds bounds = member.workload().bounds();
    if (bounds.minReplicas() == 0) {
      candidates.add(candidate(member, view, objective, measure, now, Allocation.NONE, 0));
    }
    for (WidthGoodput goodput : measure.goodputs()) {
      Placement placement = member.workload().placement(goodput.placement()).orElse(null);
      if (placement == null
          || goodput.width() < bounds.minReplicas()
          || goodput.width() > bounds.maxReplicas()) {
        continue;
      }
      Optional<String> refusal = refusal(member, view, placement, goodput.width(), now);
      if (refusal.isPresent()) {
        refusals.add(placement.name() + ": " + refusal.get());
        continue;
      }
      Allocation allocation = Allocation.of(placement.name(), goodput.width());
      candidates.add(
          candidate(member, view, objective, measure, now, allocation, goodput.goodput()));
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

  private static Candidate candidate(
      MemberState member,
      PoolResources view,
      Objective.Training objective,
      Measure.Training measure,
      Instant now,
      Allocation allocation,
      double goodput) {
    double usd = view.usd(member.workload(), allocation);
    double earned = objective.usdOnCompletion() * goodput * 3600 / objective.samples();
    double value = earned - lateLoss(objective, measure, now, goodput);
    double change =
        allocation.equals(member.desired()) ? 0 : restartUsd(member, allocation, earned + usd);
    NetValue.Terms terms = new NetValue.Terms(goodput, 1, value, usd, change);
    Option option = NetValue.of(view.pool()).option(allocation, terms, 0);
    return new Candidate(option, option.score(), view.devices(member.workload(), allocation));
  }

  private static double lateLoss(
      Objective.Training objective, Measure.Training measure, Instant now, double goodput) {
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

  private static double restartUsd(MemberState member, Allocation allocation, double usdPerHour) {
    double seconds = 0;
    for (Placement placement : member.workload().placements()) {
      if (allocation.replicas(placement.name()) > 0) {
        seconds = Math.max(seconds, member.startupSeconds(placement));
      }
    }
    return usdPerHour * seconds / TUNING.keptSeconds();
  }
}
