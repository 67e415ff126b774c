package io.rheostat.core.option;

import io.rheostat.core.Tuning;
import io.rheostat.core.member.MemberState;
import io.rheostat.core.pool.PoolResources;
import io.rheostat.core.solve.Candidate;
import io.rheostat.core.solve.Candidates;
import io.rheostat.core.training.FinishInterval;
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
/// restart is priced against what is left of it, and `lateLossPerHour` adds to its delay cost as
/// far as it may end after its deadline. Any other earns `value · g / samples` an hour at goodput
/// g, and a change costs its earnings and its bill during the restart, spread over half an hour. Of
/// such a job each hour after the deadline, or after the earliest end that it can still reach,
/// loses `lateLossPerHour`, spread over the hours left.
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
    Pricing pricing = Pricing.of(member, view, objective, measure, outlook, now);
    if (bounds.minReplicas() == 0) {
      candidates.add(pricing.candidate(Allocation.NONE, 0, 0));
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
      candidates.add(pricing.candidate(allocation, goodput.goodput(), goodput.confidence()));
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
    int owned = view.most(member.workload(), placement);
    if (width > owned) {
      return Optional.of(
          "width "
              + width
              + " is more than the "
              + owned
              + " of owner "
              + member.workload().owner().orElseThrow()
              + ".");
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
  ///
  /// @param outlook outlook of a job with a delay cost, before its deadline
  /// @param hoursToDeadline hours until a late end costs something; infinite when it never does
  private record Pricing(
      MemberState member,
      PoolResources view,
      Objective.Training objective,
      Measure.Training measure,
      Optional<JobOutlook> outlook,
      double hoursToDeadline) {
    static Pricing of(
        MemberState member,
        PoolResources view,
        Objective.Training objective,
        Measure.Training measure,
        Optional<JobOutlook> outlook,
        Instant now) {
      double loss = objective.lateLossUsdPerHour();
      double hours =
          objective
              .deadline()
              .filter(_ -> loss > 0)
              .map(deadline -> Duration.between(now, deadline).toMillis() / 3_600_000.0)
              .orElse(Double.POSITIVE_INFINITY);
      return new Pricing(
          member, view, objective, measure, outlook.map(one -> one.before(hours, loss)), hours);
    }

    Candidate candidate(Allocation allocation, double goodput, double confidence) {
      double usd = view.usd(member.workload(), allocation);
      boolean stays = allocation.equals(member.desired());
      double value;
      double change = 0;
      double lost = 0;
      if (outlook.isPresent()) {
        value = outlook.get().usdPerHour(goodput, false);
        lost = stays ? 0 : value - outlook.get().usdPerHour(goodput, true);
      } else {
        double earned = objective.usdOnCompletion() * goodput * 3600 / objective.samples();
        value = earned - lateLoss(goodput, confidence);
        change = stays ? 0 : restartUsd(allocation, earned + usd);
      }
      NetValue.Terms terms = new NetValue.Terms(goodput, 1, value, usd, change, lost);
      Option option = NetValue.of(view.pool()).option(allocation, terms, 0);
      double weight = outlook.map(JobOutlook::weight).orElse(1.0);
      return new Candidate(
          option, weight * option.score(), view.devices(member.workload(), allocation));
    }

    private double lateLoss(double goodput, double confidence) {
      if (hoursToDeadline == Double.POSITIVE_INFINITY) {
        return 0;
      }
      if (goodput <= 0) {
        return objective.lateLossUsdPerHour();
      }
      double hours = hoursLeft(goodput);
      double restart =
          (member.slowestStartupSeconds() + measure.profile().restartSeconds()) / 3_600;
      // What cannot be reached any more is no reason for one option over another.
      double due = Math.max(hoursToDeadline - restart, hoursLeft(fastest()));
      double late = FinishInterval.of(hours, confidence).hoursAfter(due);
      return objective.lateLossUsdPerHour() * Math.min(1, late / hours);
    }

    private double hoursLeft(double goodput) {
      return Math.max(1, objective.samples() - measure.progress()) / goodput / 3_600;
    }

    private double fastest() {
      Bounds bounds = member.workload().bounds();
      return measure.goodputs().stream()
          .filter(one -> one.width() <= bounds.maxReplicas())
          .mapToDouble(WidthGoodput::goodput)
          .max()
          .orElseThrow();
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
