package io.rheostat.core.plan;

import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.decision.Allocation;
import io.rheostat.model.decision.Savings;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Placement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Imagined state of an only observed workload, as if its decisions had been carried out since the
/// observation began. Immutable.
///
/// @param held imagined desired replicas
/// @param rises imagined replicas on their way up, oldest first
/// @param steps number of resizes so far
/// @param resizedAt times of recent resizes, oldest first
/// @param savings accumulated comparison with the real replicas
/// @param talliedAt end of the accumulated time
record ShadowState(
    Allocation held,
    List<Rise> rises,
    long steps,
    List<Instant> resizedAt,
    Savings savings,
    Instant talliedAt) {
  private static final int MOST_RISES = 12;
  private static final double COMMAND_SECONDS = 5;

  /// Imagined replicas that do not serve before a time.
  record Rise(String placement, int replicas, Instant readyAt) {}

  ShadowState {
    rises = List.copyOf(rises);
    resizedAt = List.copyOf(resizedAt);
  }

  /// Returns a shadow equal to the running replicas.
  static ShadowState of(Allocation running, Instant now) {
    return new ShadowState(running, List.of(), 0, List.of(), Savings.since(now), now);
  }

  /// Returns the imagined serving replicas.
  Allocation ready(Instant now) {
    Allocation ready = held;
    for (Rise rise : rises) {
      if (now.isBefore(rise.readyAt())) {
        int before = ready.replicas(rise.placement());
        ready = ready.with(rise.placement(), Math.max(0, before - rise.replicas()));
      }
    }
    return ready;
  }

  /// Returns the imagined member for the planner, with a target following its commands.
  MemberState imagine(MemberState member, Instant now) {
    Allocation ready = ready(now);
    List<PlacementStatus> statuses = new ArrayList<>();
    for (Placement placement : member.workload().placements()) {
      int replicas = held.replicas(placement.name());
      int serving = ready.replicas(placement.name());
      statuses.add(
          new PlacementStatus(
              placement.name(),
              replicas,
              serving,
              replicas - serving,
              0,
              0,
              Optional.empty(),
              Optional.empty()));
    }
    Observed real = member.observed().orElseThrow();
    MemberDraft draft = member.draft();
    draft.workload = member.workload().with(Mode.ACT);
    draft.generation = new Generation(0, steps);
    draft.held = held;
    draft.observed =
        Optional.of(
            new Observed(
                real.workload(),
                real.pool(),
                real.at(),
                draft.generation,
                statuses,
                real.complete(),
                Optional.empty()));
    draft.inFlight = Optional.empty();
    draft.doubt = Optional.empty();
    draft.settled = Optional.empty();
    draft.resizedAt = resizedAt;
    draft.retryAt = Instant.EPOCH;
    return draft.build();
  }

  /// Returns the shadow after a decision on the imagined member.
  ShadowState after(MemberState imagined, Instant now) {
    if (imagined.held().equals(held)) {
      return this;
    }
    List<Rise> changed = new ArrayList<>();
    for (Rise rise : rises) {
      if (now.isBefore(rise.readyAt())) {
        changed.add(rise);
      }
    }
    for (Placement placement : imagined.workload().placements()) {
      int more = imagined.held().replicas(placement.name()) - held.replicas(placement.name());
      if (more > 0) {
        double seconds = imagined.startupSeconds(placement) + COMMAND_SECONDS;
        Instant readyAt = now.plusMillis((long) (1000 * seconds));
        changed.add(new Rise(placement.name(), more, readyAt));
      } else if (more < 0) {
        lower(changed, placement.name(), -more);
      }
    }
    while (changed.size() > MOST_RISES) {
      changed.removeFirst();
    }
    return new ShadowState(
        imagined.held(), changed, steps + 1, imagined.resizedAt(), savings, talliedAt);
  }

  /// Removes replicas from the rises: those not ready yet go first, the newest before others.
  private static void lower(List<Rise> rises, String placement, int replicas) {
    int left = replicas;
    for (int i = rises.size() - 1; i >= 0 && left > 0; i--) {
      Rise rise = rises.get(i);
      if (rise.placement().equals(placement)) {
        int taken = Math.min(left, rise.replicas());
        left -= taken;
        rises.set(i, new Rise(placement, rise.replicas() - taken, rise.readyAt()));
      }
    }
    rises.removeIf(rise -> rise.replicas() == 0);
  }

  ShadowState with(Savings total, Instant now) {
    return new ShadowState(held, rises, steps, resizedAt, total, now);
  }
}
