package io.rheostat.core.plan;

import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.decision.Allocation;
import io.rheostat.model.decision.Rationale;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.fleet.Placement;
import io.rheostat.model.fleet.Workload;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// State of one workload of a pool in the plan stage. Immutable.
///
/// @param workload its declaration
/// @param mayPlan false until its former pool has released it
/// @param generation generation issued last
/// @param held desired replicas: the last command's target, or those reported by its targets
/// @param estimate newest estimate
/// @param observed newest report of running replicas
/// @param inFlight command under way
/// @param recommendations recent proposals of policy, for stabilisation
/// @param resizedAt times of recent resizes, oldest first
/// @param floors replica floors of alerts by name and labels
/// @param shortages placements without available replicas
/// @param pendingSince start of the wait for pending replicas, by placement
/// @param startups measured start-up seconds by placement
/// @param failures number of commands failed in a row
/// @param retryAt earliest time of another command after a failure
/// @param lastDecision content of the last emitted decision
/// @param doubt replicas a badly ended command may have left running
/// @param proposal proposal awaiting a person's approval
/// @param shadow imagined state, while the workload is only observed
/// @param settled end of the newest concluded command: earlier observations do not count
/// @param watch continuity of its view
/// @param leaving placements no longer declared, with replicas possibly still running
/// @param withdrawn true when the workload is no longer declared and may still run
record MemberState(
    Workload workload,
    boolean mayPlan,
    Generation generation,
    Allocation held,
    Optional<Estimate> estimate,
    Optional<Observed> observed,
    Optional<InFlight> inFlight,
    List<Recommendation> recommendations,
    List<Instant> resizedAt,
    SortedMap<String, Floor> floors,
    SortedMap<String, Shortage> shortages,
    SortedMap<String, Instant> pendingSince,
    SortedMap<String, Double> startups,
    int failures,
    Instant retryAt,
    LastDecision lastDecision,
    Optional<Doubt> doubt,
    Optional<Proposed> proposal,
    Optional<ShadowState> shadow,
    Optional<Settled> settled,
    Watch watch,
    List<Leaving> leaving,
    boolean withdrawn) {
  /// Command under way.
  ///
  /// @param most largest allocation that this command, or one it superseded, may already have
  ///     applied
  /// @param placements placements ordered by it or by one it superseded
  record InFlight(
      Generation generation,
      Allocation to,
      Instant until,
      Allocation most,
      List<String> placements) {
    InFlight {
      placements = List.copyOf(placements);
    }
  }

  /// End of the newest concluded command.
  ///
  /// @param placements placements it may have changed
  /// @param taken whether its targets accepted it
  /// @param at time of the end, by the actuator's clock
  /// @param until time from which every report counts, also of a target that lost its generation
  record Settled(
      Generation generation, List<String> placements, boolean taken, Instant at, Instant until) {
    Settled {
      placements = List.copyOf(placements);
    }
  }

  /// Replicas possibly running until the target reports.
  ///
  /// @param since earliest observation able to end the doubt
  record Doubt(Allocation most, Instant since) {}

  /// Placement without available replicas.
  ///
  /// @param until earliest time of the next attempt
  /// @param times number of attempts in a row
  /// @param reason reason reported by the target
  record Shortage(Instant until, int times, String reason) {}

  /// Proposal awaiting a person's approval.
  ///
  /// @param rejected whether a person rejected it: the same is not proposed again before it expires
  record Proposed(
      Generation generation, Allocation to, Instant at, Instant expiresAt, boolean rejected) {
    Proposed reject() {
      return new Proposed(generation, to, at, expiresAt, true);
    }
  }

  /// Placement that is no longer declared.
  ///
  /// @param placement its last declaration
  /// @param replicas replicas possibly running there until its target is observed
  /// @param since time at which it left the declaration
  /// @param orderedAt time of the last order to 0
  record Leaving(Placement placement, int replicas, Instant since, Optional<Instant> orderedAt) {}

  /// Proposal of policy at one time, before any guard.
  record Recommendation(Instant at, Allocation allocation) {}

  /// Replica floor of one alert instance.
  ///
  /// @param replicas fewest desired replicas while it is in force
  /// @param until end of its hold, set when the instance was first seen; repeats never move it
  /// @param base desired replicas before any alert, multiplied by the factor
  /// @param startsAt start of the alert instance
  /// @param seenAt time of the last notification
  /// @param resolvedAt time of the resolution; empty while it fires
  /// @param settledAt end of the time in which a new alert counts from this one's base: desired
  ///     replicas may still be due to it
  record Floor(
      int replicas,
      Instant until,
      int base,
      Instant startsAt,
      Instant seenAt,
      Optional<Instant> resolvedAt,
      Instant settledAt) {
    /// Returns whether the floor binds.
    boolean inForce(Instant now) {
      return resolvedAt.isEmpty() && now.isBefore(until);
    }
  }

  /// Content of the last emitted decision.
  ///
  /// @param signature kind, target and binding guards
  /// @param at time of emission
  record LastDecision(String signature, Instant at) {
    static final LastDecision NONE = new LastDecision("", Instant.EPOCH);
  }

  MemberState {
    recommendations = List.copyOf(recommendations);
    resizedAt = List.copyOf(resizedAt);
    leaving = List.copyOf(leaving);
    floors = Collections.unmodifiableSortedMap(new TreeMap<>(floors));
    shortages = Collections.unmodifiableSortedMap(new TreeMap<>(shortages));
    pendingSince = Collections.unmodifiableSortedMap(new TreeMap<>(pendingSince));
    startups = Collections.unmodifiableSortedMap(new TreeMap<>(startups));
  }

  static MemberState of(Workload workload, boolean mayPlan, Generation generation) {
    return new MemberState(
        workload,
        mayPlan,
        generation,
        Allocation.NONE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        0,
        Instant.EPOCH,
        LastDecision.NONE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Watch.NEW,
        List.of(),
        false);
  }

  MemberState withoutProposal() {
    if (proposal.isEmpty() || proposal.get().rejected()) {
      return this;
    }
    MemberDraft draft = draft();
    draft.proposal = Optional.empty();
    return draft.build();
  }

  MemberDraft draft() {
    return new MemberDraft(this);
  }

  /// Returns whether the target or the job's own page reports it as done.
  boolean isComplete() {
    boolean reported =
        estimate.isPresent()
            && estimate.get().measure() instanceof Measure.Training training
            && training.complete();
    return reported || observed.map(Observed::complete).orElse(false);
  }

  /// Returns whether an allocation is at most the current one on every placement.
  boolean holds(Allocation allocation) {
    return allocation.parts().stream()
        .allMatch(part -> part.replicas() <= held.replicas(part.placement()));
  }

  /// Returns the other writer of the target, when there is one.
  Optional<String> otherWriter() {
    return observed.flatMap(Observed::otherWriter);
  }

  /// Returns the placements able to take devices: declared ones and leaving ones.
  List<Placement> placements() {
    if (leaving.isEmpty()) {
      return workload.placements();
    }
    List<Placement> all = new ArrayList<>(workload.placements());
    leaving.forEach(one -> all.add(one.placement()));
    return all;
  }

  /// Returns the replicas taking devices now or soon, for each placement.
  Allocation committed() {
    Allocation committed = Allocation.NONE;
    for (Placement placement : placements()) {
      committed = committed.with(placement.name(), committed(placement.name()));
    }
    return committed;
  }

  /// Returns the replicas of a placement taking devices now or soon: the largest of desired
  /// replicas, those commands under way may have started, and those running, starting or draining.
  int committed(String placement) {
    int committed = held.replicas(placement);
    if (inFlight.isPresent()) {
      committed = Math.max(committed, inFlight.get().most().replicas(placement));
    }
    if (doubt.isPresent()) {
      committed = Math.max(committed, doubt.get().most().replicas(placement));
    }
    if (observed.isPresent()) {
      for (PlacementStatus status : observed.get().placements()) {
        if (status.placement().equals(placement)) {
          committed = Math.max(committed, status.ready() + status.starting() + status.draining());
        }
      }
    }
    return leaving.isEmpty() ? committed : Math.max(committed, reserved(placement));
  }

  /// Returns the replicas of a leaving placement: the last order at its target, or those at its
  /// departure.
  private int reserved(String placement) {
    for (Leaving one : leaving) {
      if (one.placement().name().equals(placement)) {
        return status(placement).map(PlacementStatus::wanted).orElse(one.replicas());
      }
    }
    return 0;
  }

  /// Returns the serving replicas of a placement, as reported by its target.
  int ready(String placement) {
    return status(placement).map(PlacementStatus::ready).orElse(0);
  }

  Optional<PlacementStatus> status(String placement) {
    if (observed.isEmpty()) {
      return Optional.empty();
    }
    for (PlacementStatus status : observed.get().placements()) {
      if (status.placement().equals(placement)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }

  /// Returns the seconds from a command to a ready replica: measured, or else as declared.
  double startupSeconds(Placement placement) {
    Double measured = startups.get(placement.name());
    return measured != null ? measured : placement.startup().toMillis() / 1000.0;
  }

  /// Returns whether a placement may be tried.
  boolean isAvailable(String placement, Instant now) {
    Shortage shortage = shortages.get(placement);
    return shortage == null || !now.isBefore(shortage.until());
  }

  /// Returns the reason for not trying a placement, and the time of the next attempt.
  String shortage(String placement) {
    Shortage shortage = shortages.get(placement);
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
