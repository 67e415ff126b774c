package io.rheostat.verification.protocol.invariant;

import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Workload;
import io.rheostat.verification.protocol.world.ProtocolWorld;
import io.rheostat.verification.protocol.world.TargetSite;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Invariants after every event, judged by the replicas at the targets and the records in the logs.
/// A replica counts from the target's acceptance of it: one waiting for devices comes up without
/// any further action.
public final class Invariants {
  /// Time until a freeze is known everywhere, in milliseconds.
  static final long FREEZE_MILLIS = 3_000;

  private final ProtocolWorld world;
  private final UsageLimits usage;
  private final Map<String, Command> commands = new TreeMap<>();
  private final Map<String, Outcome> outcomes = new TreeMap<>();
  private final Map<String, Generation> newest = new HashMap<>();
  private final Permissions permissions = new Permissions();
  private final RaiseCount raiseCount = new RaiseCount();
  private final Set<String> changedBy = new HashSet<>();
  private final Map<String, Long> frozenSince = new HashMap<>();
  private Fleet fleet = Fleet.EMPTY;
  private boolean touched;
  private Map<String, Map<String, TargetSite>> sites = Map.of();

  /// Effect of a call at a target.
  public record Effect(
      String workload, String placement, Generation generation, int before, int after) {}

  public Invariants(ProtocolWorld world) {
    this.world = world;
    usage = new UsageLimits(world);
  }

  /// Sets the targets judged from here on, by workload and placement.
  public void watch(Map<String, Map<String, TargetSite>> targets) {
    sites = targets;
  }

  /// Sets the declared limits from here on.
  public void declared(Fleet newestFleet) {
    touched = true;
    fleet = newestFleet;
    permissions.declared(newestFleet);
    usage.declared(newestFleet);
    for (Workload workload : fleet.workloads().values()) {
      forbid("mode " + workload.name(), workload.mode() == Mode.OBSERVE);
    }
  }

  /// Records the begin or end of a workload's freeze.
  public void frozen(String workload, boolean frozen) {
    forbid("freeze " + workload, frozen);
  }

  private void forbid(String what, boolean forbidden) {
    if (forbidden) {
      frozenSince.putIfAbsent(what, world.now());
    } else {
      frozenSince.remove(what);
    }
  }

  /// Checks an issued command; the same command may come again.
  ///
  /// @throws BrokenInvariant for another command of the same id, a missing approval or too much
  ///     churn
  public void issued(Command command) {
    Command before = commands.putIfAbsent(command.id(), command);
    if (before != null && !before.equals(command)) {
      throw new BrokenInvariant(
          "two commands are " + command.id() + ": " + before.to() + ", " + command.to());
    }
    if (before == null) {
      permissions.issued(command, sites.getOrDefault(command.workload(), Map.of()));
    }
  }

  /// Records a person's approval of a proposal by its id.
  public void approved(String proposal) {
    permissions.approved(proposal);
  }

  /// Checks the begin of a command at an actuator's clock.
  ///
  /// @throws BrokenInvariant when it was never issued or has expired
  public void begun(Command command, Instant clock) {
    Command issued = commands.get(command.id());
    if (issued == null || !clock.isBefore(issued.expiresAt())) {
      throw new BrokenInvariant(
          command.id() + " is carried out at " + clock + ", after its expiry");
    }
  }

  /// Checks the outcome of a command.
  ///
  /// @throws BrokenInvariant when it has another outcome already or was never issued
  public void concluded(Outcome outcome) {
    String id = outcome.workload() + "/" + outcome.generation();
    world.note("outcome", id, outcome.result(), outcome.detail());
    Outcome before = outcomes.putIfAbsent(id, outcome);
    if (before != null) {
      throw new BrokenInvariant(id + " has two outcomes: " + before + ", " + outcome);
    }
    if (!commands.containsKey(id)) {
      throw new BrokenInvariant(id + " has an outcome and was never issued");
    }
  }

  /// Checks a call taken by a target.
  public void took(Effect effect, long begun) {
    String target = effect.workload() + "/" + effect.placement();
    Generation highest = newest.getOrDefault(target, Generation.NONE);
    if (effect.generation().compareTo(highest) < 0) {
      throw new BrokenInvariant(target + " took " + effect.generation() + " after " + highest);
    }
    newest.put(target, effect.generation());
    if (!commands.containsKey(effect.workload() + "/" + effect.generation())) {
      throw new BrokenInvariant(
          target + " took " + effect.generation() + ", which nobody here issued");
    }
    if (effect.before() != effect.after()) {
      forbidden(effect, begun);
      if (!changedBy.add(target + "/" + effect.generation())) {
        throw new BrokenInvariant(
            target + " was changed twice by " + effect.generation() + ": " + effect);
      }
      TargetSite site = sites.getOrDefault(effect.workload(), Map.of()).get(effect.placement());
      if (effect.after() > effect.before() && site != null && !site.isMeddledWith()) {
        raiseCount.raised(effect, fleet, world.now());
      }
    }
  }

  private void forbidden(Effect effect, long begun) {
    for (String what :
        new String[] {"freeze *", "freeze " + effect.workload(), "mode " + effect.workload()}) {
      Long since = frozenSince.get(what);
      if (since != null && begun > since + FREEZE_MILLIS) {
        throw new BrokenInvariant(effect + " although there is: " + what);
      }
    }
  }

  /// Accounts for replicas added by another writer, or removed by it and then draining beside those
  /// scaled up again by a planner still unaware of the removal.
  public void byAnother(String workload, TargetSite site, int replicas) {
    if (fleet.workloads().containsKey(workload)) {
      check();
      usage.byAnother(workload, site, replicas);
    }
  }

  /// Checks usage after every event; without a change nothing is measured again.
  public void check() {
    if (!touched) {
      return;
    }
    touched = false;
    usage.check(sites);
  }

  /// Notes a change of replicas or limits.
  public void touch() {
    touched = true;
  }

  /// Checks the end of a run, long after the last fault: every command has ended, and targets have
  /// the replicas of the last one.
  public void atRest() {
    Map<String, Command> last = new TreeMap<>();
    for (Command command : commands.values()) {
      Instant justNow = world.scheduler().clock(-ProtocolWorld.COMMAND_MILLIS);
      if (!outcomes.containsKey(command.id()) && !command.issuedAt().isAfter(justNow)) {
        throw new BrokenInvariant(command.id() + " never ended");
      }
      last.merge(
          command.workload(),
          command,
          (one, other) -> one.generation().compareTo(other.generation()) > 0 ? one : other);
    }
    last.values().forEach(this::holds);
  }

  private void holds(Command command) {
    Outcome outcome = outcomes.get(command.id());
    if (outcome == null) {
      return; // it is under way
    }
    if (outcome.result() != Outcome.Result.APPLIED) {
      Instant lately = world.scheduler().clock(-ProtocolWorld.STEADY_MILLIS);
      if (command.issuedAt().isAfter(lately)) {
        throw new BrokenInvariant(
            "long after all faults " + command.id() + " to " + command.to() + " ends: " + outcome);
      }
      return;
    }
    for (TargetSite site : sites.getOrDefault(command.workload(), Map.of()).values()) {
      String placement = site.placement().name();
      // A placement without an order stays as it was: a silent target may report its replicas
      // later.
      boolean ordered =
          command.orders().stream().anyMatch(order -> order.placement().equals(placement));
      int asked = command.to().replicas(placement);
      if (ordered && site.wanted() != asked && !site.wasMeddledWith(command)) {
        throw new BrokenInvariant(
            "long after all faults a target does not hold what "
                + command.id()
                + " asks for: "
                + site.placement().name()
                + " holds "
                + site.wanted()
                + ", asked "
                + asked);
      }
    }
  }
}
