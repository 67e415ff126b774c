package io.rheostat.core.transition;

import io.rheostat.core.Tuning;
import io.rheostat.core.guard.GuardInput;
import io.rheostat.core.member.MemberDraft;
import io.rheostat.core.member.MemberReports;
import io.rheostat.core.member.MemberState;
import io.rheostat.core.pool.CoverageAssessment;
import io.rheostat.model.fleet.AlertResponse;
import io.rheostat.model.signal.Alert;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/// Replica floors of alerts: one for each name and set of labels.
///
/// ```
///            first seen              hold ends
///   (none) ───────────► in force ───────────────► ended ──┐ repeats change nothing
///                        │   ▲ fires again,         │     │
///               resolved │   │ same start           │ resolved
///                        ▼   │                      ▼     │
///                       resolved ◄───────────────────     │ a later start: a new instance
///                          └── settled ──► (none) ◄───────┘ not told of for a week
/// ```
///
/// A floor is the response's factor times the desired replicas before any alert, so alerts firing
/// together, one after the other, or again and again never multiply.
public final class AlertFloors {
  private static final Tuning.Alerts TUNING = Tuning.DEFAULT.alerts();

  /// Maximum number of instances of a workload: 256 of about 60 bytes are 15 KB of its state.
  private static final int MOST = 256;

  private AlertFloors() {}

  /// Returns the member after an alert fired or was resolved.
  public static MemberState alerted(MemberState member, Alert alert, Instant now) {
    if (!member.workload().mayBeRaisedBy(alert.name())) {
      return member;
    }
    String key = alert.name() + "\u0000" + alert.fingerprint();
    Optional<MemberReports.Floor> known = Optional.ofNullable(member.floors().get(key));
    Optional<MemberReports.Floor> after =
        alert.firing()
            ? firing(member, alert, known, now)
            : known.map(floor -> resolved(floor, alert, now));
    if (after.isEmpty()) {
      return member;
    }
    MemberDraft draft = MemberDraft.of(member);
    draft.floors.put(key, after.get());
    return draft.floors.size() > MOST ? makeRoom(member, draft, key, now) : draft.build();
  }

  private static Optional<MemberReports.Floor> firing(
      MemberState member, Alert alert, Optional<MemberReports.Floor> known, Instant now) {
    if (known.isEmpty() || isLater(alert, known.get(), now)) {
      return Optional.of(first(member, alert, now));
    }
    MemberReports.Floor floor = known.get();
    boolean older = alert.hasStart() && alert.startsAt().isBefore(floor.startsAt());
    return older ? known : Optional.of(told(floor, now, Optional.empty(), floor.settledAt()));
  }

  /// Returns whether the alert is another instance than the known one, and not a late notification
  /// of an earlier one. A start ahead of now comes from a wrong clock: any other one counts as
  /// later.
  private static boolean isLater(Alert alert, MemberReports.Floor known, Instant now) {
    if (!alert.hasStart()) {
      return known.resolvedAt().isPresent();
    }
    boolean wrong = known.startsAt().isAfter(now) && !alert.startsAt().equals(known.startsAt());
    return wrong || alert.startsAt().isAfter(known.startsAt());
  }

  private static MemberReports.Floor first(MemberState member, Alert alert, Instant now) {
    AlertResponse response = member.workload().responseTo(alert.name());
    int base = Math.max(1, member.desired().total());
    for (MemberReports.Floor other : member.floors().values()) {
      boolean mayBeDueToIt = other.inForce(now) || now.isBefore(other.settledAt());
      if (mayBeDueToIt && other.base() > 0) {
        base = Math.min(base, other.base());
      }
    }
    int replicas = (int) StrictMath.ceil(response.factor() * base);
    Instant until = now.plus(response.hold());
    return new MemberReports.Floor(
        replicas,
        until,
        base,
        alert.startsAt(),
        now,
        Optional.empty(),
        until.plus(TUNING.settling()));
  }

  private static MemberReports.Floor resolved(MemberReports.Floor floor, Alert alert, Instant now) {
    boolean other =
        alert.hasStart()
            && alert.startsAt().isBefore(floor.startsAt())
            && !floor.startsAt().isAfter(now);
    if (other || floor.resolvedAt().isPresent()) {
      return floor;
    }
    Instant settled = now.plus(TUNING.settling());
    Instant settledAt = settled.isBefore(floor.settledAt()) ? settled : floor.settledAt();
    return told(floor, now, Optional.of(now), settledAt);
  }

  private static MemberReports.Floor told(
      MemberReports.Floor floor, Instant now, Optional<Instant> resolvedAt, Instant settledAt) {
    return new MemberReports.Floor(
        floor.replicas(),
        floor.until(),
        floor.base(),
        floor.startsAt(),
        now,
        resolvedAt,
        settledAt);
  }

  /// Forgets the instance without a notification for longest, once its hold is over. When all were
  /// notified lately, the new one is not kept: the floors of the others count from the same base.
  private static MemberState makeRoom(
      MemberState member, MemberDraft draft, String added, Instant now) {
    Optional<Map.Entry<String, MemberReports.Floor>> oldest =
        draft.floors.entrySet().stream()
            .filter(entry -> !entry.getKey().equals(added) && !entry.getValue().inForce(now))
            .filter(
                entry ->
                    entry.getValue().resolvedAt().isPresent()
                        || entry.getValue().seenAt().plus(TUNING.replaceableAfter()).isBefore(now))
            .min(Comparator.comparing(entry -> entry.getValue().seenAt()));
    if (oldest.isEmpty()) {
      return member;
    }
    draft.floors.remove(oldest.get().getKey());
    return draft.build();
  }

  /// Returns the member without its finished instances.
  static MemberState ticked(MemberState member, Instant now) {
    if (member.floors().isEmpty()) {
      return member;
    }
    boolean stale = !CoverageAssessment.of(member, now).isComplete();
    MemberDraft draft = MemberDraft.of(member);
    draft.floors.values().removeIf(floor -> isOver(floor, now));
    if (stale) {
      draft.floors.replaceAll((_, floor) -> unsettled(floor, now));
    }
    return draft.floors.equals(member.floors()) ? member : draft.build();
  }

  private static boolean isOver(MemberReports.Floor floor, Instant now) {
    boolean forgotten = !now.isBefore(floor.seenAt().plus(TUNING.forgottenAfter()));
    return !now.isBefore(floor.settledAt())
        && !floor.inForce(now)
        && (floor.resolvedAt().isPresent() || forgotten);
  }

  /// Postpones the settling of a floor, since blind time settles nothing. It moves by half of the
  /// time at once, so the state changes rarely.
  private static MemberReports.Floor unsettled(MemberReports.Floor floor, Instant now) {
    boolean near = now.plus(TUNING.settling().dividedBy(2)).isAfter(floor.settledAt());
    if (!near || !now.isBefore(floor.settledAt())) {
      return floor;
    }
    return new MemberReports.Floor(
        floor.replicas(),
        floor.until(),
        floor.base(),
        floor.startsAt(),
        floor.seenAt(),
        floor.resolvedAt(),
        now.plus(TUNING.settling()));
  }

  /// Returns the highest floor in force and the alerts keeping it, in the order of their names.
  public static GuardInput.AlertFloor highest(MemberState member, String placement, Instant now) {
    int replicas = 0;
    StringBuilder alerts = new StringBuilder();
    String last = "";
    for (Map.Entry<String, MemberReports.Floor> entry : member.floors().entrySet()) {
      MemberReports.Floor floor = entry.getValue();
      if (!floor.inForce(now) || floor.replicas() < replicas) {
        continue;
      }
      if (floor.replicas() > replicas) {
        replicas = floor.replicas();
        alerts.setLength(0);
        last = "";
      }
      String name = name(entry.getKey());
      if (!name.equals(last)) {
        alerts.append(alerts.isEmpty() ? "" : ", ").append(name);
      }
      last = name;
    }
    return new GuardInput.AlertFloor(replicas, alerts.toString(), placement);
  }

  private static String name(String key) {
    int end = key.indexOf('\u0000');
    return end < 0 ? key : key.substring(0, end);
  }
}
