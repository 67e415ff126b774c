package io.rheostat.verification.failover.history;

import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.Placement;
import io.rheostat.verification.failover.history.Violation.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Limits on the replicas running, after every change of them: draining and starting replicas
/// count.
final class LimitRules {
  private static final double HALF_A_CENT = 0.005;

  private final Fleet fleet;
  private final Map<RecordedCall.Site, History.Running> now = new HashMap<>();
  private final Map<String, Integer> mostWanted = new HashMap<>();
  private final List<Violation> found = new ArrayList<>();

  private LimitRules(Fleet fleet) {
    this.fleet = fleet;
  }

  static List<Violation> check(History history) {
    LimitRules rules = new LimitRules(history.fleet());
    for (History.Running running : history.sights().running()) {
      Workload workload = history.fleet().workloads().get(running.site().workload());
      if (workload != null) {
        rules.now.put(running.site(), running);
        rules.workload(workload, running);
        rules.pool(workload.pool(), running);
      }
    }
    return rules.found;
  }

  private void workload(Workload workload, History.Running last) {
    int wanted = 0;
    double usd = 0;
    for (Placement placement : workload.placements()) {
      wanted += at(workload, placement).wanted();
      usd += at(workload, placement).running() * usd(placement);
    }
    if (wanted > workload.bounds().maxReplicas()) {
      found.add(new Violation(Rule.BOUNDS, wanted + " replicas from " + last));
    }
    if (usd > workload.bounds().maxUsdPerHour().orElse(Double.MAX_VALUE) + HALF_A_CENT) {
      found.add(new Violation(Rule.BOUNDS, usd + " $/h of the workload from " + last));
    }
    int most = mostWanted.merge(workload.name(), wanted, Math::max);
    if (wanted < workload.bounds().minReplicas() && most >= workload.bounds().minReplicas()) {
      found.add(new Violation(Rule.BOUNDS, "only " + wanted + " replicas from " + last));
    }
  }

  private void pool(String name, History.Running last) {
    Pool pool = Objects.requireNonNull(fleet.pools().get(name));
    Map<String, Integer> devices = new TreeMap<>();
    double usd = 0;
    for (Workload workload : fleet.workloads().values()) {
      if (!workload.pool().equals(name)) {
        continue;
      }
      for (Placement placement : workload.placements()) {
        int running = at(workload, placement).running();
        devices.merge(placement.device(), running * placement.devicesPerReplica(), Integer::sum);
        usd += running * usd(placement);
      }
    }
    double spent = usd;
    if (spent > pool.budgetUsdPerHour().orElse(Double.MAX_VALUE) + HALF_A_CENT) {
      found.add(new Violation(Rule.BUDGET, spent + " $/h of pool " + name + " from " + last));
    }
    devices.forEach(
        (type, count) -> {
          if (count > pool.devices().getOrDefault(type, 0)) {
            String words = count + " " + type + " of pool " + name + " from " + last;
            found.add(new Violation(Rule.BUDGET, words));
          }
        });
  }

  private History.Running at(Workload workload, Placement placement) {
    RecordedCall.Site site = new RecordedCall.Site(workload.name(), placement.name());
    History.Running running = now.get(site);
    return running == null ? new History.Running(Instant.MIN, site, 0, 0) : running;
  }

  private double usd(Placement placement) {
    Device device = Objects.requireNonNull(fleet.devices().get(placement.device()));
    return device.rates().usdPerHour(placement);
  }
}
