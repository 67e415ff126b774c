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

/// What the plan stage remembers of one workload of its pool. Immutable.
///
/// @param workload how it is declared
/// @param mayPlan false until the pool it came from has let go of it
/// @param generation the last one issued
/// @param held what it is to hold now: the last command's target, or what its targets report
/// @param estimate its newest rolling view
/// @param observed what really runs
/// @param inFlight the command under way
/// @param recommendations what policy wanted lately, for stabilisation
/// @param resizedAt times of recent resizes, oldest first
/// @param floors replica floors of alerts by name and labels
/// @param shortages placements that could not be given
/// @param pendingSince since when replicas of a placement are pending
/// @param startups measured start-up seconds by placement
/// @param failures commands failed in a row
/// @param retryAt not before this is another command issued after a failure
/// @param lastDecision what the last emitted decision said
/// @param doubt what a command that did not end well may have left running
/// @param proposal what waits for a person's approval
/// @param shadow what would run, while the workload is only observed
/// @param settled how the newest command that ended did so: reports of an earlier look do not count
/// @param watch continuity of its view
/// @param leaving placements that are declared no longer and may still run
/// @param withdrawn true when the workload is declared no longer and may still run
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
  /// A command under way.
  ///
  /// @param most what it and those that it took the place of may have made run by now
  /// @param placements that it or one it superseded orders
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

  /// How the newest command that ended did so.
  ///
  /// @param placements that it may have changed
  /// @param taken whether its targets took it
  /// @param at when, by the actuator's clock
  /// @param until from here on every report counts, also of a target that lost its generation
  record Settled(
      Generation generation, List<String> placements, boolean taken, Instant at, Instant until) {
    Settled {
      placements = List.copyOf(placements);
    }
  }

  /// What may run until the target says what does.
  ///
  /// @param since only what was observed from then on ends it
  record Doubt(Allocation most, Instant since) {}

  /// A placement that could not be given.
  ///
  /// @param until before this it is not tried again
  /// @param times how often it was tried in a row
  /// @param reason what the target said
  record Shortage(Instant until, int times, String reason) {}

  /// What waits for a person's approval.
  ///
  /// @param rejected whether a person said no: the same is not asked again before it expires
  record Proposed(
      Generation generation, Allocation to, Instant at, Instant expiresAt, boolean rejected) {
    Proposed reject() {
      return new Proposed(generation, to, at, expiresAt, true);
    }
  }

  /// A placement that is declared no longer.
  ///
  /// @param placement as it was declared
  /// @param replicas that may run there until its target is seen
  /// @param since when it left the declaration
  /// @param orderedAt when it was last ordered to 0
  record Leaving(Placement placement, int replicas, Instant since, Optional<Instant> orderedAt) {}

  /// What policy wanted at one time, before any guard looked at it.
  record Recommendation(Instant at, Allocation allocation) {}

  /// Replicas that one instance of an alert keeps.
  ///
  /// @param replicas fewest desired replicas while it is in force
  /// @param until end of its hold, set when the instance was first seen; repeats never move it
  /// @param base desired replicas held before any alert, by which the factor was multiplied
  /// @param startsAt since when the instance fires
  /// @param seenAt when it was last told of
  /// @param resolvedAt when it was resolved; empty while it fires
  /// @param settledAt until then a new alert counts from this one's base: what is held may still be
  ///     due to it
  record Floor(
      int replicas,
      Instant until,
      int base,
      Instant startsAt,
      Instant seenAt,
      Optional<Instant> resolvedAt,
      Instant settledAt) {
    /// Whether it binds.
    boolean inForce(Instant now) {
      return resolvedAt.isEmpty() && now.isBefore(until);
    }
  }

  /// What the last emitted decision said.
  ///
  /// @param signature kind, target and binding guards
  /// @param at when it was emitted
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

  /// Returns true when the target or the job's own page says that it is done.
  boolean isComplete() {
    boolean reported =
        estimate.isPresent()
            && estimate.get().measure() instanceof Measure.Training training
            && training.complete();
    return reported || observed.map(Observed::complete).orElse(false);
  }

  /// Returns true when an allocation is no more than what is held, on any placement.
  boolean holds(Allocation allocation) {
    return allocation.parts().stream()
        .allMatch(part -> part.replicas() <= held.replicas(part.placement()));
  }

  /// Who else resizes the target, when someone does.
  Optional<String> otherWriter() {
    return observed.flatMap(Observed::otherWriter);
  }

  /// Placements that may take devices: those declared, and those that leave.
  List<Placement> placements() {
    if (leaving.isEmpty()) {
      return workload.placements();
    }
    List<Placement> all = new ArrayList<>(workload.placements());
    leaving.forEach(one -> all.add(one.placement()));
    return all;
  }

  /// Replicas that take devices now or are about to, for each placement.
  Allocation committed() {
    Allocation committed = Allocation.NONE;
    for (Placement placement : placements()) {
      committed = committed.with(placement.name(), committed(placement.name()));
    }
    return committed;
  }

  /// Replicas of a placement that take devices now or are about to: the more of what is to be held,
  /// what commands under way may have made run, and what runs, starts or drains.
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

  /// Replicas of a leaving placement: as its target was last told, or as they were when it left.
  private int reserved(String placement) {
    for (Leaving one : leaving) {
      if (one.placement().name().equals(placement)) {
        return status(placement).map(PlacementStatus::wanted).orElse(one.replicas());
      }
    }
    return 0;
  }

  /// Replicas of a placement that serve now, as its target reports.
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

  /// Seconds from a command to a ready replica: measured, or else as declared.
  double startupSeconds(Placement placement) {
    Double measured = startups.get(placement.name());
    return measured != null ? measured : placement.startup().toMillis() / 1000.0;
  }

  /// Whether a placement may be tried.
  boolean isAvailable(String placement, Instant now) {
    Shortage shortage = shortages.get(placement);
    return shortage == null || !now.isBefore(shortage.until());
  }

  /// Why a placement is not tried, and when it is again.
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
