package io.rheostat.verification.failover.history;

import io.rheostat.model.command.Command;
import io.rheostat.model.command.Order;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import io.rheostat.verification.failover.history.Violation.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/// Rules against scaling down for lack of data: not while a workload's pages cannot be read, and
/// not because the program was dead while requests arrived.
final class SightRules {
  /// Readings count as fresh for 15 s, and earlier ones may come late.
  static final Duration NOTICED = Duration.ofSeconds(40);

  /// A load present for so long was seen before the crash or after it.
  static final Duration LOOKED_BACK = Duration.ofSeconds(40);

  private final History history;
  private final List<Violation> found = new ArrayList<>();

  private SightRules(History history) {
    this.history = history;
  }

  static List<Violation> check(History history) {
    SightRules rules = new SightRules(history);
    for (Command command : history.logs().commands()) {
      for (Order order : command.orders()) {
        int before =
            rules.wanted(new RecordedCall.Site(command.workload(), order.placement()), command);
        if (order.replicas() < before) {
          rules.isSeen(command, before);
          rules.isEnough(command);
        }
      }
    }
    return rules.found;
  }

  private int wanted(RecordedCall.Site site, Command command) {
    int wanted = 0;
    for (History.Running running : history.sights().running()) {
      if (running.site().equals(site) && running.at().isBefore(command.issuedAt())) {
        wanted = running.wanted();
      }
    }
    return wanted;
  }

  private void isSeen(Command command, int before) {
    Optional<Instant> last = Optional.empty();
    for (History.Page page : history.sights().pages()) {
      if (page.workload().equals(command.workload()) && !page.at().isAfter(command.issuedAt())) {
        last = Optional.of(page.at());
      }
    }
    Instant oldest = command.issuedAt().minus(NOTICED);
    if (last.isEmpty() || last.get().isBefore(oldest)) {
      String words = " lowers from " + before + "; its pages were last read at " + last;
      found.add(new Violation(Rule.NOT_BLIND, command + words));
    }
  }

  /// Checks the replicas left by a command soon after a crash: they must be able to serve the
  /// lowest load of the time before, unless the pool is so short that another workload may have
  /// needed the devices more. At other times nothing was missing, and the right number is policy.
  private void isEnough(Command command) {
    Workload workload = history.fleet().workloads().get(command.workload());
    if (workload == null || !isSoonAfterKill(command) || isShort(workload.pool())) {
      return;
    }
    OptionalDouble least = leastRate(command);
    double most =
        command.to().total() * history.sights().mostRate().getOrDefault(workload.name(), 1e9);
    if (least.isPresent() && least.getAsDouble() > most) {
      String words = " leaves room for " + most + "/s at most; " + least + "/s came all the time";
      found.add(new Violation(Rule.NOT_BLIND, command + words));
    }
  }

  private boolean isSoonAfterKill(Command command) {
    Instant from = command.issuedAt().minus(LOOKED_BACK);
    return history.faults().kills().stream()
        .anyMatch(kill -> kill.at().isAfter(from) && kill.at().isBefore(command.issuedAt()));
  }

  /// Returns the lowest load of the time before a command; empty if not all of it is known.
  private OptionalDouble leastRate(Command command) {
    Instant from = command.issuedAt().minus(LOOKED_BACK);
    OptionalDouble at = OptionalDouble.empty();
    double least = Double.MAX_VALUE;
    for (History.Load load : history.sights().loads()) {
      if (!load.workload().equals(command.workload()) || load.at().isAfter(command.issuedAt())) {
        continue;
      }
      if (!load.at().isAfter(from)) {
        at = OptionalDouble.of(load.rate());
      } else {
        least = Math.min(least, load.rate());
      }
    }
    return at.isEmpty() ? at : OptionalDouble.of(Math.min(least, at.getAsDouble()));
  }

  private boolean isShort(String name) {
    Fleet fleet = history.fleet();
    Pool pool = Objects.requireNonNull(fleet.pools().get(name));
    double usd = 0;
    int devices = 0;
    for (Workload workload : fleet.workloads().values()) {
      if (workload.pool().equals(name)) {
        Placement placement = workload.placements().getFirst();
        int most = workload.bounds().maxReplicas();
        devices += most * placement.devicesPerReplica();
        usd +=
            most
                * Objects.requireNonNull(fleet.devices().get(placement.device()))
                    .rates()
                    .usdPerHour(placement);
      }
    }
    int there = pool.devices().values().stream().mapToInt(Integer::intValue).sum();
    return devices > there || usd > pool.budgetUsdPerHour().orElse(Double.MAX_VALUE);
  }
}
