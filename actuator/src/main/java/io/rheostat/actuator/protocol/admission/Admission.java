package io.rheostat.actuator.protocol.admission;

import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.actuator.protocol.queue.DeclaredState;
import io.rheostat.actuator.protocol.queue.EndedGenerations;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.Order;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// Final check of a command before a target is called: no command passes that could make the actual
/// replicas exceed a declared limit, whatever becomes of all commands under way.
///
/// It keeps the declarations, the last observation of every target, and the orders possibly sent to
/// targets since. Not safe for use by several threads; it reads no clock.
public final class Admission {
  private DeclaredState declared = DeclaredState.NOTHING;
  private final CommandRecords records = new CommandRecords();
  private final Changes changes = new Changes();
  private final Leaving leaving = new Leaving();

  /// Sets the declarations, and so the limits, from here on.
  public void declared(DeclaredState newest) {
    declared = newest;
    leaving.declared(newest.fleet());
  }

  /// Returns the declarations behind the present limits.
  public DeclaredState declared() {
    return declared;
  }

  /// Records an observation of a workload.
  ///
  /// @param begun time its observation began: it need not show later changes
  public void observed(Observed observed, Instant begun) {
    if (records.observed(observed, begun)) {
      leaving.seen(observed);
    }
  }

  /// Records the begin of an attempt.
  ///
  /// @param part part of the command sent to its targets now
  public void tried(Command command, Command part) {
    records.reserve(command, part);
    changes.tried(command);
  }

  /// Records a command possibly tried by an earlier life of the actuator, or by one that does not
  /// know yet of its replacement.
  public void inherited(Command command) {
    records.reserve(command, command);
    changes.inherited(command);
  }

  /// Records the end of a command: its unsent part is sent no more.
  public void concluded(String workload, Generation generation) {
    records.concluded(workload, generation);
  }

  /// Takes over the records of earlier lives on a workload's commands: the times of their changes
  /// to targets, and the commands that may yet make one.
  public void ended(String workload, EndedGenerations ended) {
    changes.ended(workload, ended.changes());
    records.restored(workload, ended.unsettled());
  }

  /// Returns the commands of a workload that may yet change a target.
  public SortedMap<Generation, EndedGenerations.Unsettled> unsettled(String workload) {
    return records.unsettled(workload);
  }

  /// Returns the latest time of a possible change by a command; empty when it never made one.
  public Optional<Instant> changed(String workload, Generation generation) {
    return changes.latest(workload, generation);
  }

  /// Records the targets' answer to an attempt.
  public void answered(Command command, Attempt attempt, Instant now) {
    records.answered(command, attempt, now);
    if (attempt instanceof Attempt.Accepted) {
      changes.taken(command, now);
    }
  }

  /// Judges a command: whether it may be applied, and how much of it.
  ///
  /// @param complete whether all commands possibly tried by an earlier life are known
  public AdmissionVerdict judge(Command command, boolean complete, Instant now) {
    Workload workload = declared.fleet().workloads().get(command.workload());
    leaving.ordered(command);
    if (workload == null) {
      return declared.equals(DeclaredState.NOTHING)
          ? new AdmissionVerdict.Waits("the fleet has not been read yet")
          : withdrawn(command);
    }
    Optional<String> forbidden = forbidden(command, workload);
    if (forbidden.isPresent()) {
      return new AdmissionVerdict.Refused(forbidden.get());
    }
    if (records.seen(workload.name()).isEmpty()) {
      return new AdmissionVerdict.Waits("what " + workload.name() + " runs has not been seen yet");
    }
    RequestedChange ask = RequestedChange.of(command, workload, before(command, workload));
    if (ask.raised().isEmpty()) {
      return new AdmissionVerdict.Admitted(command, "");
    }
    return complete
        ? judgeRaise(ask, now)
        : new AdmissionVerdict.Waits(
            "commands from before this actuator's start are still being read");
  }

  /// Judges a command of an undeclared workload: it may only order placements away.
  private AdmissionVerdict withdrawn(Command command) {
    for (Order order : command.orders()) {
      if (!isLeaving(command, order)) {
        return new AdmissionVerdict.Refused(command.workload() + " is not declared");
      }
    }
    return frozen(command.workload())
        .<AdmissionVerdict>map(AdmissionVerdict.Refused::new)
        .orElseGet(() -> new AdmissionVerdict.Admitted(command, ""));
  }

  private static boolean isLeaving(Command command, Order order) {
    return order.replicas() == 0 && command.leaving(order.placement()).isPresent();
  }

  private Optional<String> frozen(String workload) {
    return declared.frozenBy(workload).map(by -> "frozen by " + by);
  }

  private Optional<String> forbidden(Command command, Workload workload) {
    Optional<String> frozen = frozen(workload.name());
    if (frozen.isPresent()) {
      return frozen;
    }
    if (workload.mode() == Mode.OBSERVE) {
      return Optional.of("the mode of " + workload.name() + " is observe: nothing is resized");
    }
    if (!workload.pool().equals(command.pool())) {
      return Optional.of(workload.name() + " belongs to pool " + workload.pool() + " now");
    }
    for (Order order : command.orders()) {
      if (workload.placement(order.placement()).isEmpty() && !isLeaving(command, order)) {
        return Optional.of("placement " + order.placement() + " is not declared");
      }
    }
    return Optional.empty();
  }

  /// Returns the possible replicas of each placement without this command.
  private Map<String, Occupancy> before(Command command, Workload workload) {
    Map<String, Occupancy> before = new HashMap<>();
    for (Placement placement : workload.placements()) {
      before.put(
          placement.name(),
          records.occupancy(
              workload, placement, records.chain(workload, Optional.of(command), false)));
    }
    return before;
  }

  private AdmissionVerdict judgeRaise(RequestedChange ask, Instant now) {
    Limits limits = new Limits(declared.fleet(), ask);
    PoolForecast forecast = new PoolForecast(declared.fleet(), records, leaving, ask);
    Optional<String> broken = broken(limits, forecast, forecast.usage(true, true));
    if (broken.isEmpty()) {
      return changes(ask, now);
    }
    boolean fitsOnceLowered = broken(limits, forecast, forecast.usage(false, true)).isEmpty();
    if (fitsOnceLowered && !ask.lowers().isEmpty()) {
      // Replicas scaled down for a scale up not yet allowed would be missed meanwhile.
      return changes(ask, now) instanceof AdmissionVerdict.Waits waits
          ? waits
          : new AdmissionVerdict.Admitted(ask.lowering(), "lowered first: " + broken.get());
    }
    Optional<String> unseen = forecast.unseen();
    if (unseen.isPresent()) {
      return new AdmissionVerdict.Waits(
          broken.get() + "; " + unseen.get() + " has not been seen yet");
    }
    return broken(limits, forecast, forecast.usage(false, false))
        .<AdmissionVerdict>map(AdmissionVerdict.Refused::new)
        .orElseGet(() -> new AdmissionVerdict.Waits(broken.get()));
  }

  /// Returns the broken limit, its own or the pool's, or the broken minimum of another workload.
  private static Optional<String> broken(Limits limits, PoolForecast forecast, Limits.Usages with) {
    return limits.broken(with).or(() -> forecast.minimumTaken(limits.pool(), with.pool()));
  }

  /// Judges the limits on changes. A command admitted before is counted already. Another one waits:
  /// a change counts a little longer here than for the planner, from when its target took it.
  private AdmissionVerdict changes(RequestedChange ask, Instant now) {
    Optional<String> tooMany =
        changes.isCounted(ask.command()) ? Optional.empty() : changes.broken(ask, declared, now);
    return tooMany
        .<AdmissionVerdict>map(AdmissionVerdict.Waits::new)
        .orElseGet(() -> new AdmissionVerdict.Admitted(ask.command(), ""));
  }
}
