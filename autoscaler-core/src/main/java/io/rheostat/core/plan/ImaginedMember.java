package io.rheostat.core.plan;

import io.rheostat.core.member.MemberDraft;
import io.rheostat.core.member.MemberState;
import io.rheostat.core.member.ShadowState;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.resource.Placement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Member as it would be if the decisions on an only observed workload had been carried out.
final class ImaginedMember {
  /// Most scale-ups under way that a shadow remembers, to bound its state.
  private static final int MOST_RISES = 12;

  /// Time from a command to the start of its replicas, seconds.
  private static final double COMMAND_SECONDS = 5;

  private ImaginedMember() {}

  /// Returns the imagined member for the planner, with a target following its commands.
  static MemberState of(ShadowState shadow, MemberState member, Instant now) {
    Allocation ready = shadow.ready(now);
    List<PlacementStatus> statuses = new ArrayList<>();
    for (Placement placement : member.workload().placements()) {
      int replicas = shadow.desired().replicas(placement.name());
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
    MemberDraft draft = MemberDraft.of(member);
    draft.workload = member.workload().with(Mode.ACT);
    draft.generation = new Generation(0, shadow.steps());
    draft.desired = shadow.desired();
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
    draft.resizedAt = shadow.resizedAt();
    draft.retryAt = Instant.EPOCH;
    return draft.build();
  }

  /// Returns the shadow after a decision on the imagined member.
  static ShadowState after(ShadowState shadow, MemberState imagined, Instant now) {
    if (imagined.desired().equals(shadow.desired())) {
      return shadow;
    }
    List<ShadowState.Rise> changed = new ArrayList<>();
    for (ShadowState.Rise rise : shadow.rises()) {
      if (now.isBefore(rise.readyAt())) {
        changed.add(rise);
      }
    }
    for (Placement placement : imagined.workload().placements()) {
      int more =
          imagined.desired().replicas(placement.name())
              - shadow.desired().replicas(placement.name());
      if (more > 0) {
        double seconds = imagined.startupSeconds(placement) + COMMAND_SECONDS;
        Instant readyAt = now.plusMillis((long) (1000 * seconds));
        changed.add(new ShadowState.Rise(placement.name(), more, readyAt));
      } else if (more < 0) {
        lower(changed, placement.name(), -more);
      }
    }
    while (changed.size() > MOST_RISES) {
      changed.removeFirst();
    }
    return new ShadowState(
        imagined.desired(),
        changed,
        shadow.steps() + 1,
        imagined.resizedAt(),
        shadow.savings(),
        shadow.talliedAt());
  }

  /// Removes replicas from the rises: those not ready yet go first, the newest before others.
  private static void lower(List<ShadowState.Rise> rises, String placement, int replicas) {
    int left = replicas;
    for (int i = rises.size() - 1; i >= 0 && left > 0; i--) {
      ShadowState.Rise rise = rises.get(i);
      if (rise.placement().equals(placement)) {
        int taken = Math.min(left, rise.replicas());
        left -= taken;
        rises.set(i, new ShadowState.Rise(placement, rise.replicas() - taken, rise.readyAt()));
      }
    }
    rises.removeIf(rise -> rise.replicas() == 0);
  }
}
