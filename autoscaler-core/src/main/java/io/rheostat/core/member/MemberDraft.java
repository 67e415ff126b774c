package io.rheostat.core.member;

import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Member under change within one step; it never leaves the step.
public final class MemberDraft {
  public Workload workload;
  public boolean mayPlan;
  public Generation generation;
  public Allocation desired;
  public Optional<Estimate> estimate;
  public Optional<Observed> observed;
  public Optional<MemberCommands.InFlight> inFlight;
  public List<MemberDecisions.Recommendation> recommendations;
  public List<Instant> resizedAt;
  public final SortedMap<String, MemberReports.Floor> floors;
  public final SortedMap<String, MemberReports.Shortage> shortages;
  public final SortedMap<String, Instant> pendingSince;
  public final SortedMap<String, Double> startups;
  public int failures;
  public Instant retryAt;
  public MemberDecisions.LastDecision lastDecision;
  public Optional<MemberCommands.Doubt> doubt;
  public Optional<MemberDecisions.Proposed> proposal;
  public Optional<ShadowState> shadow;
  public Optional<MemberCommands.Settled> settled;
  public Continuity continuity;
  public List<MemberDeclaration.Leaving> leaving;
  public boolean withdrawn;

  /// Returns the draft of a member.
  public static MemberDraft of(MemberState state) {
    return new MemberDraft(state);
  }

  private MemberDraft(MemberState state) {
    workload = state.workload();
    mayPlan = state.mayPlan();
    generation = state.generation();
    desired = state.desired();
    estimate = state.estimate();
    observed = state.observed();
    inFlight = state.inFlight();
    recommendations = state.recommendations();
    resizedAt = state.resizedAt();
    floors = new TreeMap<>(state.floors());
    shortages = new TreeMap<>(state.shortages());
    pendingSince = new TreeMap<>(state.pendingSince());
    startups = new TreeMap<>(state.startups());
    failures = state.failures();
    retryAt = state.retryAt();
    lastDecision = state.lastDecision();
    doubt = state.doubt();
    proposal = state.proposal();
    shadow = state.shadow();
    settled = state.settled();
    continuity = state.continuity();
    leaving = state.leaving();
    withdrawn = state.withdrawn();
  }

  /// Returns the member as changed by this step, its desired replicas restricted to declared
  /// placements.
  public MemberState build() {
    desired = desired.declaredBy(workload);
    return new MemberState(
        new MemberDeclaration(workload, mayPlan, leaving, withdrawn),
        new MemberReports(
            estimate, observed, continuity, floors, shortages, pendingSince, startups),
        new MemberCommands(
            generation, desired, inFlight, resizedAt, failures, retryAt, doubt, settled),
        new MemberDecisions(recommendations, lastDecision, proposal, shadow));
  }
}
