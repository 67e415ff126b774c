package io.rheostat.core.member;

import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.decision.Rationale;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// State of one workload of a pool in the plan stage, in four parts by who writes them. Immutable.
///
/// @param declaration its declaration
/// @param reports newest reports on it
/// @param commands its commands and their outcomes
/// @param decisions decisions on it
public record MemberState(
    MemberDeclaration declaration,
    MemberReports reports,
    MemberCommands commands,
    MemberDecisions decisions) {

  /// Returns a member just declared.
  ///
  /// @param mayPlan false until its former pool has released it
  /// @param generation newest generation known of it
  public static MemberState of(Workload workload, boolean mayPlan, Generation generation) {
    return new MemberState(
        new MemberDeclaration(workload, mayPlan, List.of(), false),
        MemberReports.NONE,
        MemberCommands.since(generation),
        MemberDecisions.NONE);
  }

  /// Returns [MemberDeclaration#workload].
  public Workload workload() {
    return declaration.workload();
  }

  /// Returns [MemberDeclaration#mayPlan].
  public boolean mayPlan() {
    return declaration.mayPlan();
  }

  /// Returns [MemberDeclaration#leaving].
  public List<MemberDeclaration.Leaving> leaving() {
    return declaration.leaving();
  }

  /// Returns [MemberDeclaration#withdrawn].
  public boolean withdrawn() {
    return declaration.withdrawn();
  }

  /// Returns [MemberReports#estimate].
  public Optional<Estimate> estimate() {
    return reports.estimate();
  }

  /// Returns [MemberReports#observed].
  public Optional<Observed> observed() {
    return reports.observed();
  }

  /// Returns [MemberReports#continuity].
  public Continuity continuity() {
    return reports.continuity();
  }

  /// Returns [MemberReports#floors].
  public SortedMap<String, MemberReports.Floor> floors() {
    return reports.floors();
  }

  /// Returns [MemberReports#shortages].
  public SortedMap<String, MemberReports.Shortage> shortages() {
    return reports.shortages();
  }

  /// Returns [MemberReports#pendingSince].
  public SortedMap<String, Instant> pendingSince() {
    return reports.pendingSince();
  }

  /// Returns [MemberReports#startups].
  public SortedMap<String, Double> startups() {
    return reports.startups();
  }

  /// Returns [MemberCommands#generation].
  public Generation generation() {
    return commands.generation();
  }

  /// Returns [MemberCommands#desired].
  public Allocation desired() {
    return commands.desired();
  }

  /// Returns [MemberCommands#inFlight].
  public Optional<MemberCommands.InFlight> inFlight() {
    return commands.inFlight();
  }

  /// Returns [MemberCommands#resizedAt].
  public List<Instant> resizedAt() {
    return commands.resizedAt();
  }

  /// Returns [MemberCommands#failures].
  public int failures() {
    return commands.failures();
  }

  /// Returns [MemberCommands#retryAt].
  public Instant retryAt() {
    return commands.retryAt();
  }

  /// Returns [MemberCommands#doubt].
  public Optional<MemberCommands.Doubt> doubt() {
    return commands.doubt();
  }

  /// Returns [MemberCommands#settled].
  public Optional<MemberCommands.Settled> settled() {
    return commands.settled();
  }

  /// Returns [MemberDecisions#recommendations].
  public List<MemberDecisions.Recommendation> recommendations() {
    return decisions.recommendations();
  }

  /// Returns [MemberDecisions#lastDecision].
  public MemberDecisions.LastDecision lastDecision() {
    return decisions.lastDecision();
  }

  /// Returns [MemberDecisions#proposal].
  public Optional<MemberDecisions.Proposed> proposal() {
    return decisions.proposal();
  }

  /// Returns [MemberDecisions#shadow].
  public Optional<ShadowState> shadow() {
    return decisions.shadow();
  }

  /// Returns whether the job was cancelled, or the target or its own page reports it as done.
  public boolean isComplete() {
    if (workload().objective() instanceof Objective.Training objective && objective.isCancelled()) {
      return true;
    }
    boolean reported =
        estimate().flatMap(Estimate::training).map(Measure.Training::complete).orElse(false);
    return reported || observed().map(Observed::complete).orElse(false);
  }

  /// Returns whether an allocation is at most the current one on every placement.
  public boolean holds(Allocation allocation) {
    return allocation.parts().stream()
        .allMatch(part -> part.replicas() <= desired().replicas(part.placement()));
  }

  /// Returns the other writer of the target, when there is one.
  public Optional<String> otherWriter() {
    return observed().flatMap(Observed::otherWriter);
  }

  /// Returns the placements able to take devices: declared ones and leaving ones.
  public List<Placement> placements() {
    if (leaving().isEmpty()) {
      return workload().placements();
    }
    List<Placement> all = new ArrayList<>(workload().placements());
    leaving().forEach(one -> all.add(one.placement()));
    return all;
  }

  /// Returns the replicas taking devices now or soon, for each placement.
  public Allocation committed() {
    Allocation committed = Allocation.NONE;
    for (Placement placement : placements()) {
      committed = committed.with(placement.name(), committed(placement.name()));
    }
    return committed;
  }

  /// Returns the replicas of a placement taking devices now or soon: the largest of desired
  /// replicas, those commands under way may have started, and those running, starting or draining.
  public int committed(String placement) {
    int committed = desired().replicas(placement);
    if (inFlight().isPresent()) {
      committed = Math.max(committed, inFlight().get().most().replicas(placement));
    }
    if (doubt().isPresent()) {
      committed = Math.max(committed, doubt().get().most().replicas(placement));
    }
    if (observed().isPresent()) {
      for (PlacementStatus status : observed().get().placements()) {
        if (status.placement().equals(placement)) {
          committed = Math.max(committed, status.running());
        }
      }
    }
    return leaving().isEmpty() ? committed : Math.max(committed, reserved(placement));
  }

  /// Returns the replicas of a leaving placement: the last order at its target, or those at its
  /// departure.
  private int reserved(String placement) {
    for (MemberDeclaration.Leaving one : leaving()) {
      if (one.placement().name().equals(placement)) {
        return status(placement).map(PlacementStatus::wanted).orElse(one.replicas());
      }
    }
    return 0;
  }

  /// Returns the serving replicas of a placement, as reported by its target.
  public int ready(String placement) {
    return status(placement).map(PlacementStatus::ready).orElse(0);
  }

  /// Returns the last reported status of a placement; empty before any report, and for a placement
  /// missing from the last one.
  public Optional<PlacementStatus> status(String placement) {
    if (observed().isEmpty()) {
      return Optional.empty();
    }
    for (PlacementStatus status : observed().get().placements()) {
      if (status.placement().equals(placement)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }

  /// Returns the seconds from a command to a ready replica: measured, or else as declared.
  public double startupSeconds(Placement placement) {
    Double measured = startups().get(placement.name());
    return measured != null ? measured : placement.startup().toMillis() / 1000.0;
  }

  /// Returns the seconds from a command to a ready replica on the slowest placement.
  public double slowestStartupSeconds() {
    double slowest = 0;
    for (Placement placement : workload().placements()) {
      slowest = Math.max(slowest, startupSeconds(placement));
    }
    return slowest;
  }

  /// Returns whether a placement may be tried.
  public boolean isAvailable(String placement, Instant now) {
    MemberReports.Shortage shortage = shortages().get(placement);
    return shortage == null || !now.isBefore(shortage.until());
  }

  /// Returns the reason for not trying a placement, and the time of the next attempt.
  public String shortage(String placement) {
    MemberReports.Shortage shortage = shortages().get(placement);
    return shortage == null
        ? Rationale.NO_CAPACITY + placement
        : Rationale.NO_CAPACITY
            + placement
            + ": "
            + shortage.reason()
            + ", tried again at "
            + shortage.until().truncatedTo(ChronoUnit.SECONDS);
  }
}
