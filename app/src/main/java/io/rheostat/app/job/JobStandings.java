package io.rheostat.app.job;

import io.rheostat.app.page.LiveState;
import io.rheostat.core.training.FinishInterval;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.HoldReason;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.WidthGoodput;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Standings of all training jobs, from the newest state of everything.
public final class JobStandings {
  /// Longest expected time shown, in hours: beyond a year a guess is none.
  private static final double LONGEST = 365 * 24;

  private final LiveState.View view;

  private JobStandings(LiveState.View view) {
    this.view = view;
  }

  /// Returns the standings of all training jobs, by name.
  public static List<JobStanding> of(LiveState.View view) {
    return new JobStandings(view).all();
  }

  private List<JobStanding> all() {
    List<JobStanding> standings = new ArrayList<>();
    for (Workload workload : view.fleet().workloads().values()) {
      if (workload.objective() instanceof Objective.Training objective) {
        standings.add(standing(workload, objective));
      }
    }
    return standings.stream().map(job -> withStart(job, standings)).toList();
  }

  /// Adds the expected start of a queued job: between now and the latest expected end of the first
  /// job of its pool to finish and free its devices.
  private JobStanding withStart(JobStanding job, List<JobStanding> all) {
    return job.state() != JobState.QUEUED
        ? job
        : all.stream()
            .filter(other -> other.pool().equals(job.pool()) && !other.allocation().isEmpty())
            .flatMap(other -> other.finish().stream())
            .map(JobStanding.Span::latest)
            .min(Comparator.naturalOrder())
            .map(first -> job.withStart(new JobStanding.Span(view.now(), first)))
            .orElse(job);
  }

  private JobStanding standing(Workload workload, Objective.Training objective) {
    Optional<Decision> decision = Optional.ofNullable(view.lastDecisions().get(workload.name()));
    Allocation allocation = held(workload);
    Optional<Measure.Training> measure =
        Optional.ofNullable(view.estimates().get(workload.name())).flatMap(Estimate::training);
    JobState state = state(workload, objective, decision, allocation, measure);
    Optional<JobPace> pace =
        state.isEnded() ? Optional.empty() : pace(objective, measure, allocation);
    Optional<JobStanding.Span> finish = pace.map(this::finish);
    return new JobStanding(
        workload.name(),
        workload.pool(),
        state,
        allocation.equals(Allocation.NONE) ? "" : allocation.toString(),
        measure.map(m -> Math.min(1, m.progress() / objective.samples())).orElse(0.0),
        Optional.empty(),
        finish,
        reason(workload, state, decision),
        JobWarnings.of(view.fleet(), workload, objective, pace, finish));
  }

  private Allocation held(Workload workload) {
    return Optional.ofNullable(view.lastDecisions().get(workload.name()))
        .map(JobStandings::desired)
        .orElse(Allocation.NONE);
  }

  private String reason(Workload workload, JobState state, Optional<Decision> decision) {
    if (state == JobState.FAILED) {
      return "its target reports that it failed";
    }
    if (decision.isEmpty()) {
      return "not planned yet";
    }
    if (workload.mode() != Mode.ACT && !state.isEnded()) {
      return "mode " + workload.mode().name().toLowerCase(Locale.ROOT) + ": nothing is resized";
    }
    List<String> refusals = decision.get().rationale().refusals();
    if (state != JobState.QUEUED) {
      return decision.get().rationale().observed();
    }
    return new OwnerUse(view.fleet(), this::held)
        .reason(workload)
        .or(() -> refusals.stream().findFirst())
        .orElse("other workloads of its pool are worth more on the devices");
  }

  private static Allocation desired(Decision decision) {
    return switch (decision) {
      case Decision.Resize resize -> resize.to();
      case Decision.Hold hold -> hold.held();
      case Decision.NoData noData -> noData.held();
      case Decision.Proposal proposal -> proposal.from();
      case Decision.Shadow shadow -> shadow.running();
      case Decision.Request _ -> Allocation.NONE;
    };
  }

  private JobState state(
      Workload workload,
      Objective.Training objective,
      Optional<Decision> decision,
      Allocation allocation,
      Optional<Measure.Training> measure) {
    Optional<Observed> observed = Optional.ofNullable(view.observed().get(workload.name()));
    if (objective.isCancelled()) {
      return JobState.CANCELLED;
    }
    if (observed.map(Observed::failed).orElse(false)) {
      return JobState.FAILED;
    }
    if (measure.map(Measure.Training::complete).orElse(false)
        || observed.map(Observed::complete).orElse(false)) {
      return JobState.COMPLETED;
    }
    if (decision.isEmpty()) {
      return JobState.SUBMITTED;
    }
    if (decision.get() instanceof Decision.Hold hold && hold.reason() == HoldReason.NOT_OBSERVED) {
      return JobState.ADMITTED;
    }
    if (allocation.equals(Allocation.NONE)) {
      return JobState.QUEUED;
    }
    int ready =
        observed.stream()
            .flatMap(one -> one.placements().stream())
            .mapToInt(PlacementStatus::ready)
            .sum();
    boolean trained = measure.map(m -> m.progress() > 0).orElse(false);
    if (ready == 0) {
      return trained ? JobState.RESTARTING : JobState.STARTING;
    }
    boolean steps = measure.map(m -> m.samplesPerSecond() > 0).orElse(false);
    return trained && !steps ? JobState.RESTARTING : JobState.RUNNING;
  }

  /// Returns the pace at the present devices; of a job without any, at its best goodput.
  private static Optional<JobPace> pace(
      Objective.Training objective, Optional<Measure.Training> measure, Allocation allocation) {
    Optional<WidthGoodput> goodput = measure.flatMap(m -> goodput(m, allocation));
    if (measure.isEmpty() || goodput.isEmpty() || goodput.get().goodput() <= 0) {
      return Optional.empty();
    }
    double left = Math.max(0, objective.samples() - measure.get().progress());
    double hours = left / goodput.get().goodput() / 3_600;
    return Optional.of(new JobPace(goodput.get(), hours)).filter(one -> one.hours() <= LONGEST);
  }

  private JobStanding.Span finish(JobPace pace) {
    FinishInterval hours = pace.finish();
    return new JobStanding.Span(after(hours.earliest()), after(hours.latest()));
  }

  private Instant after(double hours) {
    return view.now().plusSeconds(Math.round(hours * 3_600));
  }

  private static Optional<WidthGoodput> goodput(Measure.Training measure, Allocation allocation) {
    return measure.goodputs().stream()
        .filter(
            one ->
                allocation.equals(Allocation.NONE)
                    || (allocation.replicas(one.placement()) == one.width()
                        && allocation.total() == one.width()))
        .max((one, other) -> Double.compare(one.goodput(), other.goodput()));
  }
}
