package io.rheostat.core.plan;

import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.decision.Allocation;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.fleet.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Member under change within one step; it never leaves the step.
final class MemberDraft {
  Workload workload;
  boolean mayPlan;
  Generation generation;
  Allocation held;
  Optional<Estimate> estimate;
  Optional<Observed> observed;
  Optional<MemberState.InFlight> inFlight;
  List<MemberState.Recommendation> recommendations;
  List<Instant> resizedAt;
  final SortedMap<String, MemberState.Floor> floors;
  final SortedMap<String, MemberState.Shortage> shortages;
  final SortedMap<String, Instant> pendingSince;
  final SortedMap<String, Double> startups;
  int failures;
  Instant retryAt;
  MemberState.LastDecision lastDecision;
  Optional<MemberState.Doubt> doubt;
  Optional<MemberState.Proposed> proposal;
  Optional<ShadowState> shadow;
  Optional<MemberState.Settled> settled;
  Watch watch;
  List<MemberState.Leaving> leaving;
  boolean withdrawn;

  MemberDraft(MemberState state) {
    workload = state.workload();
    mayPlan = state.mayPlan();
    generation = state.generation();
    held = state.held();
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
    watch = state.watch();
    leaving = state.leaving();
    withdrawn = state.withdrawn();
  }

  MemberState build() {
    held = Departures.declared(held, workload);
    return new MemberState(
        workload,
        mayPlan,
        generation,
        held,
        estimate,
        observed,
        inFlight,
        recommendations,
        resizedAt,
        floors,
        shortages,
        pendingSince,
        startups,
        failures,
        retryAt,
        lastDecision,
        doubt,
        proposal,
        shadow,
        settled,
        watch,
        leaving,
        withdrawn);
  }
}
