package io.rheostat.core.transition;

import io.rheostat.core.Tuning;
import io.rheostat.core.member.MemberCommands;
import io.rheostat.core.member.MemberDraft;
import io.rheostat.core.member.MemberReports;
import io.rheostat.core.member.MemberState;
import io.rheostat.core.pool.CoverageAssessment;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.signal.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Changes of a member by outcomes, reports, estimates and ticks.
public final class MemberEvents {
  private static final Tuning.Supply TUNING = Tuning.DEFAULT.supply();

  /// Most doublings of the pause after failed commands: 5 s to 320 s.
  private static final int MOST_BACK_OFF_DOUBLINGS = 6;

  /// Longest reason kept of a target, characters, to bound the state.
  private static final int MOST_REASON = 200;

  private MemberEvents() {}

  /// Returns the member after an alert fired or was resolved.
  public static MemberState alerted(MemberState member, Alert alert, Instant now) {
    MemberDraft draft = MemberDraft.of(member);
    draft.continuity = member.continuity().alerted(now);
    return AlertFloors.alerted(draft.build(), alert, now);
  }

  /// Returns the member after the end of a command. A failed or expired command adds a back-off,
  /// doubled with each failure from 5 seconds; an outcome of another generation than the one in
  /// flight only updates continuity.
  public static MemberState concluded(MemberState member, Outcome outcome, Instant now) {
    boolean current =
        member.inFlight().isPresent()
            && member.inFlight().get().generation().equals(outcome.generation());
    MemberDraft draft = MemberDraft.of(member);
    draft.continuity = member.continuity().concluded(now);
    if (!current) {
      return draft.build();
    }
    draft.inFlight = Optional.empty();
    draft.settled = Optional.of(settled(member, outcome, now));
    switch (outcome.result()) {
      case APPLIED, SUPERSEDED -> draft.failures = 0;
      case FAILED, EXPIRED -> {
        int doublings = Math.min(MOST_BACK_OFF_DOUBLINGS, member.failures());
        draft.failures = member.failures() + 1;
        draft.retryAt = now.plusSeconds(5L << doublings);
        draft.desired = member.observed().map(Observed::wanted).orElse(member.desired());
        draft.doubt = doubt(member, outcome.at());
      }
    }
    return draft.build();
  }

  private static MemberCommands.Settled settled(MemberState member, Outcome outcome, Instant now) {
    return new MemberCommands.Settled(
        outcome.generation(),
        member.inFlight().map(MemberCommands.InFlight::placements).orElse(List.of()),
        outcome.result() == Outcome.Result.APPLIED,
        outcome.at(),
        now.plus(TUNING.unsettled()));
  }

  /// Returns the doubt after a badly ended command. It may have been carried out in part: until its
  /// targets are observed again, all of it counts as running.
  private static Optional<MemberCommands.Doubt> doubt(MemberState member, Instant since) {
    Allocation before = member.doubt().map(MemberCommands.Doubt::most).orElse(Allocation.NONE);
    Allocation lost = member.inFlight().map(MemberCommands.InFlight::most).orElse(Allocation.NONE);
    return Optional.of(new MemberCommands.Doubt(before.union(lost), since));
  }

  /// Merges a report. One with only silent targets changes only the record of their silence, and
  /// nothing before any status is known.
  public static MemberState observed(MemberState member, Observed report, Instant now) {
    Observed merged = ReportMerge.merged(member.observed(), report, now);
    if (merged.placements().isEmpty() && !merged.looks().isEmpty()) {
      return member;
    }
    MemberDraft draft = MemberDraft.of(member);
    draft.observed = Optional.of(merged);
    draft.continuity = member.continuity().observed(now);
    if (ReportMerge.settles(member, report)) {
      draft.doubt = Optional.empty();
    }
    draft.desired = ReportMerge.desired(member, report, merged, now);
    Generation carried = report.generation();
    if (carried.compareTo(member.generation()) > 0 && carried.isPlausible()) {
      draft.generation = carried;
    }
    for (PlacementStatus status : report.placements()) {
      String placement = status.placement();
      boolean fresh =
          report.unknown(placement).isEmpty()
              && member
                  .observed()
                  .map(old -> ReportMerge.isNewer(placement, old, report, now))
                  .orElse(true);
      if (fresh) {
        startup(draft, status);
        pending(member, draft, status, now);
      }
    }
    return noted(draft.build(), now);
  }

  /// Returns the member with a new estimate.
  public static MemberState estimated(MemberState member, Estimate estimate, Instant now) {
    MemberDraft draft = MemberDraft.of(member);
    draft.estimate = Optional.of(estimate);
    draft.continuity = member.continuity().estimated(now);
    return noted(draft.build(), now);
  }

  private static MemberState noted(MemberState member, Instant now) {
    MemberDraft draft = MemberDraft.of(member);
    draft.continuity = CoverageAssessment.noted(member, now);
    return draft.build();
  }

  private static void startup(MemberDraft draft, PlacementStatus status) {
    if (status.lastStartup().isPresent()) {
      double seconds = status.lastStartup().get().toMillis() / 1000.0;
      Double before = draft.startups.get(status.placement());
      draft.startups.put(
          status.placement(),
          before == null ? seconds : before + TUNING.startupWeight() * (seconds - before));
    }
  }

  /// Notes pending replicas. Those pending for longer than two start-ups are not coming: the
  /// placement is left out for a while and others are tried, so one device type out of stock does
  /// not block the workload.
  private static void pending(
      MemberState member, MemberDraft draft, PlacementStatus status, Instant now) {
    String name = status.placement();
    if (status.pending() == 0) {
      draft.pendingSince.remove(name);
      if (status.ready() > member.ready(name)) {
        draft.shortages.remove(name);
      }
      return;
    }
    Instant since = draft.pendingSince.computeIfAbsent(name, _ -> now);
    Optional<Placement> placement = member.workload().placement(name);
    Duration patience =
        placement
            .map(known -> Duration.ofMillis((long) (2000 * member.startupSeconds(known))))
            .orElse(TUNING.leastPending());
    Duration limit =
        patience.compareTo(TUNING.leastPending()) < 0 ? TUNING.leastPending() : patience;
    if (Duration.between(since, now).compareTo(limit) > 0) {
      draft.shortages.put(name, shortage(member, status, now));
      draft.pendingSince.put(name, now);
    }
  }

  /// Returns the shortage of a placement. Each failure in a row doubles the pause before the next
  /// attempt, up to an hour.
  private static MemberReports.Shortage shortage(
      MemberState member, PlacementStatus status, Instant now) {
    MemberReports.Shortage before = member.shortages().get(status.placement());
    if (before != null && now.isBefore(before.until())) {
      return before;
    }
    int times = before == null ? 1 : before.times() + 1;
    Instant until = now.plus(TUNING.retries().get(Math.min(times, TUNING.retries().size()) - 1));
    return new MemberReports.Shortage(
        until,
        times,
        shortened(status.pendingReason().orElse(status.pending() + " replicas are pending")));
  }

  /// Returns the reason of a target, shortened because the state has a bound.
  private static String shortened(String reason) {
    return reason.length() <= MOST_REASON ? reason : reason.substring(0, MOST_REASON) + "…";
  }

  /// Returns the member after a tick. A command not concluded within twice its life counts as lost:
  /// desired replicas are then those reported by the targets.
  public static MemberState ticked(MemberState member, Instant now) {
    boolean lost = member.inFlight().isPresent() && now.isAfter(member.inFlight().get().until());
    MemberState floors = AlertFloors.ticked(member, now);
    if (!lost) {
      return floors;
    }
    MemberDraft draft = MemberDraft.of(floors);
    MemberCommands.InFlight command = member.inFlight().get();
    draft.inFlight = Optional.empty();
    draft.settled =
        Optional.of(
            new MemberCommands.Settled(
                command.generation(),
                command.placements(),
                false,
                now,
                now.plus(TUNING.unsettled())));
    draft.desired = member.observed().map(Observed::wanted).orElse(member.desired());
    draft.doubt = doubt(member, now);
    return draft.build();
  }
}
