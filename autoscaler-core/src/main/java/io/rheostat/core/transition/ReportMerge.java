package io.rheostat.core.transition;

import io.rheostat.core.member.MemberCommands;
import io.rheostat.core.member.MemberState;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementLook;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.resource.Placement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Merge of reports on running replicas into a member, placement by placement. Reports come late
/// and out of order, some from a replaced actuator, and some targets do not answer.
public final class ReportMerge {
  private ReportMerge() {}

  /// Returns the newest status of each placement, from the known ones and a report.
  ///
  /// @param now the fold's time, bounding the times of an actuator's clock
  static Observed merged(Optional<Observed> known, Observed report, Instant now) {
    Instant at = earlier(report.at(), now);
    Observed before = known.orElse(report);
    boolean older = at.isBefore(before.at());
    List<PlacementStatus> statuses = new ArrayList<>();
    List<PlacementLook> looks = new ArrayList<>();
    for (String placement : placements(before, report, older)) {
      Observed source = isNewer(placement, before, report, now) ? report : before;
      source.status(placement).ifPresent(statuses::add);
      looks.add(
          new PlacementLook(
              placement,
              source.observedAt(placement).map(seen -> earlier(seen, now)),
              carried(placement, source),
              (older ? before : report).unknown(placement)));
    }
    Observed newest = older ? before : report;
    return new Observed(
        report.workload(),
        report.pool(),
        older ? before.at() : at,
        newest.generation(),
        statuses,
        newest.complete(),
        newest.otherWriter(),
        looks,
        newest.failed());
  }

  /// Returns the placements of the newer report. A report covers all placements of its workload:
  /// one missing in a newer report is gone.
  private static SortedSet<String> placements(Observed before, Observed report, boolean older) {
    SortedSet<String> names = new TreeSet<>();
    Observed newest = older ? before : report;
    newest.placements().forEach(status -> names.add(status.placement()));
    newest.looks().forEach(look -> names.add(look.placement()));
    return names;
  }

  /// Returns whether a report observed a placement no earlier than the known status, or for the
  /// first time.
  static boolean isNewer(String placement, Observed known, Observed report, Instant now) {
    Optional<Instant> seen = report.observedAt(placement).map(at -> earlier(at, now));
    return seen.isPresent()
        && known.observedAt(placement).map(before -> !seen.get().isBefore(before)).orElse(true);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /// Returns the desired replicas once a report is known: those of the targets, except where a
  /// command is under way or was carried out after the report's observation.
  ///
  /// @param merged known statuses, merged with the report
  static Allocation desired(MemberState member, Observed report, Observed merged, Instant now) {
    Allocation desired = Allocation.NONE;
    SortedSet<String> names = new TreeSet<>();
    merged.placements().forEach(status -> names.add(status.placement()));
    for (Placement placement : member.workload().placements()) {
      names.add(placement.name());
    }
    for (String name : names) {
      Optional<PlacementStatus> status = report.status(name);
      boolean counts =
          status.isPresent()
              && report.unknown(name).isEmpty()
              && member.observed().map(known -> isNewer(name, known, report, now)).orElse(true)
              && isAfterCommands(member, name, report, now);
      int replicas = counts ? status.get().wanted() : member.desired().replicas(name);
      desired = desired.with(name, replicas);
    }
    return desired;
  }

  private static boolean isAfterCommands(
      MemberState member, String placement, Observed report, Instant now) {
    boolean underWay =
        member.inFlight().filter(command -> command.placements().contains(placement)).isPresent();
    if (underWay) {
      Generation generation = member.inFlight().get().generation();
      return carried(placement, report)
          .filter(taken -> taken.compareTo(generation) >= 0)
          .isPresent();
    }
    return member
        .settled()
        .filter(settled -> settled.placements().contains(placement))
        .map(settled -> isAfter(settled, placement, report, now))
        .orElse(true);
  }

  /// Returns whether a report was observed after a command ended. The target's own generation is
  /// exact. Without one, only the time of observation decides, by the clock of the actuator that
  /// also dated the outcome. A target that lost its generation is believed after a while.
  private static boolean isAfter(
      MemberCommands.Settled settled, String placement, Observed report, Instant now) {
    Optional<Generation> carried = carried(placement, report);
    boolean later =
        report.observedAt(placement).map(seen -> !seen.isBefore(settled.at())).orElse(false);
    if (carried.isPresent() && carried.get().compareTo(settled.generation()) >= 0) {
      return true;
    }
    boolean taken = settled.taken();
    boolean shown =
        carried.isEmpty() && report.generation().compareTo(settled.generation()) >= 0 && later;
    return now.isAfter(settled.until()) || (taken ? shown : later);
  }

  /// Returns whether a report shows the result of a badly ended command: every target it may have
  /// changed was seen since, if still observed.
  static boolean settles(MemberState member, Observed report) {
    Instant since = member.doubt().map(MemberCommands.Doubt::since).orElse(Instant.EPOCH);
    List<String> touched =
        member.settled().map(MemberCommands.Settled::placements).orElse(List.of());
    for (String placement : placements(report, report, false)) {
      boolean concerned = touched.isEmpty() || touched.contains(placement);
      boolean seen = report.observedAt(placement).filter(at -> !at.isBefore(since)).isPresent();
      if (concerned && (!seen || report.unknown(placement).isPresent())) {
        return false;
      }
    }
    return true;
  }

  /// Returns whether a call of a badly ended command may still be taken: until every still observed
  /// target it may have changed carries its generation or a newer one, or was seen after the
  /// longest call.
  public static boolean mayStillChange(MemberState member) {
    Optional<MemberCommands.Settled> last = member.settled().filter(settled -> !settled.taken());
    if (last.isEmpty()) {
      return false;
    }
    Optional<Observed> observed = member.observed();
    return observed.isEmpty()
        || last.get().placements().stream()
            .filter(observed.get()::tellsOf)
            .anyMatch(placement -> mayStillChange(last.get(), placement, observed.get()));
  }

  private static boolean mayStillChange(
      MemberCommands.Settled settled, String placement, Observed observed) {
    Instant over = settled.at().plus(Command.LONGEST_CALL);
    boolean overtaken =
        carried(placement, observed)
            .filter(carried -> carried.compareTo(settled.generation()) >= 0)
            .isPresent();
    return !overtaken
        && observed.observedAt(placement).filter(seen -> !seen.isBefore(over)).isEmpty();
  }

  private static Optional<Generation> carried(String placement, Observed report) {
    return report.looks().stream()
        .filter(look -> look.placement().equals(placement))
        .findFirst()
        .flatMap(PlacementLook::generation);
  }
}
