package io.rheostat.config.check;

import io.rheostat.config.read.Declarations;
import io.rheostat.config.yaml.Document;
import io.rheostat.config.yaml.Problems;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/// Checks against minimums without a feasible allocation: of one workload alone, or of all in a
/// pool together. Only surely infeasible minimums are refused; whether the rest packs well is the
/// planner's business.
final class MinimumChecks {
  private final Fleet fleet;
  private final Declarations declarations;
  private final Problems problems;

  MinimumChecks(Fleet fleet, Declarations declarations, Problems problems) {
    this.fleet = fleet;
    this.declarations = declarations;
    this.problems = problems;
  }

  /// Least resources of a workload at its minimum.
  ///
  /// @param types device types it may run on
  /// @param devices fewest devices
  /// @param usd lowest cost an hour
  /// @param watts lowest draw; devices without a declared draw count as 0
  private record Least(
      Workload workload, SortedSet<String> types, long devices, double usd, double watts) {}

  void run() {
    for (Pool pool : fleet.pools().values()) {
      List<Least> leasts = leasts(pool);
      int before = problems.count();
      leasts.forEach(least -> alone(pool, least));
      if (problems.count() == before) {
        together(pool, leasts);
      }
    }
  }

  /// Checks each workload as if its pool were empty.
  void runAlone() {
    for (Pool pool : fleet.pools().values()) {
      leasts(pool).forEach(least -> alone(pool, least));
    }
  }

  private List<Least> leasts(Pool pool) {
    return fleet.workloads().values().stream()
        .filter(workload -> workload.pool().equals(pool.name()))
        .filter(workload -> workload.bounds().minReplicas() > 0 && known(workload))
        .map(this::least)
        .toList();
  }

  private boolean known(Workload workload) {
    return workload.placements().stream()
        .allMatch(placement -> fleet.devices().containsKey(placement.device()));
  }

  private Least least(Workload workload) {
    SortedSet<String> types = new TreeSet<>();
    long devices = Long.MAX_VALUE;
    double usd = Double.MAX_VALUE;
    double watts = Double.MAX_VALUE;
    for (Placement placement : workload.placements()) {
      Device device = fleet.devices().get(placement.device());
      long replicas = leastReplicas(workload, placement);
      types.add(placement.device());
      devices = Math.min(devices, replicas * placement.devicesPerReplica());
      if (device != null) {
        usd = Math.min(usd, replicas * device.rates().usdPerHour(placement));
        double each = placement.devicesPerReplica() * device.watts().orElse(0);
        watts = Math.min(watts, replicas * each);
      }
    }
    return new Least(workload, types, devices, usd, watts);
  }

  private static int leastReplicas(Workload workload, Placement placement) {
    int least = workload.bounds().minReplicas();
    return placement.widths().stream()
        .filter(width -> width >= least)
        .mapToInt(Integer::intValue)
        .min()
        .orElse(least);
  }

  private void alone(Pool pool, Least least) {
    Workload workload = least.workload();
    int minimum = workload.bounds().minReplicas();
    long room = room(pool, workload);
    if (room < minimum) {
      String counts = counts(pool, least.types()) + ofOwner(pool, workload);
      refuse(
          workload,
          "minReplicas",
          String.format(
              Locale.ROOT,
              "%d replicas can't run: pool %s has room for %d (it has %s).",
              minimum,
              pool.name(),
              room,
              counts),
          "Lower minReplicas or widths, or raise the pool's devices.");
    }
    double limit = workload.bounds().maxUsdPerHour().orElse(Double.MAX_VALUE);
    if (least.usd() > limit) {
      String remedy = "Raise maxCostPerHour or lower minReplicas.";
      refuse(workload, "maxCostPerHour", tooDear(minimum, least, "maxCostPerHour", limit), remedy);
    }
    double budget = pool.budgetUsdPerHour().orElse(Double.MAX_VALUE);
    if (least.usd() > budget) {
      String name = "the budget of pool " + pool.name();
      String remedy = "Raise the budget or lower minReplicas.";
      refuse(workload, "minReplicas", tooDear(minimum, least, name, budget), remedy);
    }
  }

  /// Returns the quota of its owner in words, empty without one.
  private static String ofOwner(Pool pool, Workload workload) {
    SortedMap<String, Integer> quota = pool.quota(workload).devices();
    return quota.isEmpty()
        ? ""
        : ", of which owner " + workload.owner().orElseThrow() + " may have " + quota;
  }

  private static String tooDear(int minimum, Least least, String name, double limit) {
    return String.format(
        Locale.ROOT,
        "%d replicas cost at least %.2f USD/h, more than %s, %.2f USD.",
        minimum,
        least.usd(),
        name,
        limit);
  }

  /// Computes the replicas an empty pool has room for: an inference workload may be spread over
  /// device types, a training job runs on one placement.
  private static long room(Pool pool, Workload workload) {
    long spread = 0;
    long best = 0;
    for (String type : types(workload)) {
      long most = 0;
      for (Placement placement : workload.placements()) {
        if (placement.device().equals(type)) {
          most = Math.max(most, roomOn(pool, workload, placement));
        }
      }
      spread += most;
      best = Math.max(best, most);
    }
    boolean training = workload.objective() instanceof Objective.Training;
    return training ? best : spread;
  }

  private static long roomOn(Pool pool, Workload workload, Placement placement) {
    int replicas = pool.most(workload, placement.device()) / placement.devicesPerReplica();
    if (placement.widths().isEmpty()) {
      return replicas;
    }
    return placement.widths().stream()
        .filter(width -> width <= replicas)
        .mapToInt(Integer::intValue)
        .max()
        .orElse(0);
  }

  private static SortedSet<String> types(Workload workload) {
    SortedSet<String> types = new TreeSet<>();
    workload.placements().forEach(placement -> types.add(placement.device()));
    return types;
  }

  private void together(Pool pool, List<Least> leasts) {
    if (haveDevices(pool, leasts)) {
      haveBudget(pool, leasts);
      havePower(pool, leasts);
    }
  }

  private boolean haveDevices(Pool pool, List<Least> leasts) {
    SortedSet<String> all = new TreeSet<>();
    leasts.forEach(least -> all.addAll(least.types()));
    // Workloads restricted to some types need no more devices than the pool has of these types.
    List<SortedSet<String>> sets = new ArrayList<>(leasts.stream().map(Least::types).toList());
    sets.add(all);
    for (SortedSet<String> types : sets.stream().distinct().toList()) {
      List<Least> bound =
          leasts.stream().filter(least -> types.containsAll(least.types())).toList();
      long needed = bound.stream().mapToLong(Least::devices).sum();
      long present = types.stream().mapToLong(pool::count).sum();
      if (needed > present) {
        String text =
            String.format(
                Locale.ROOT,
                "the minimums of %s take at least %d devices; the pool has %s.",
                names(bound),
                needed,
                counts(pool, types));
        refuse(pool, "spec.devices", text, "Raise the counts or lower minReplicas.");
        return false;
      }
    }
    return true;
  }

  private void haveBudget(Pool pool, List<Least> leasts) {
    double usd = leasts.stream().mapToDouble(Least::usd).sum();
    double budget = pool.budgetUsdPerHour().orElse(Double.MAX_VALUE);
    if (usd > budget) {
      String text =
          String.format(
              Locale.ROOT,
              "the minimums of %s cost at least %.2f USD/h; the budget is %.2f USD.",
              names(leasts),
              usd,
              budget);
      refuse(pool, "spec.budget", text, "Raise the budget or lower minReplicas.");
    }
  }

  private void havePower(Pool pool, List<Least> leasts) {
    double watts = leasts.stream().mapToDouble(Least::watts).sum();
    double most = pool.maxWatts().orElse(Double.MAX_VALUE);
    if (watts > most) {
      String text =
          String.format(
              Locale.ROOT,
              "the minimums of %s draw at least %.0f W; the limit is %.0f W.",
              names(leasts),
              watts,
              most);
      refuse(pool, "spec.maxPower", text, "Raise maxPower or lower minReplicas.");
    }
  }

  private static String names(List<Least> leasts) {
    return String.join(", ", leasts.stream().map(least -> least.workload().name()).toList());
  }

  private static String counts(Pool pool, SortedSet<String> types) {
    return String.join(", ", types.stream().map(type -> pool.count(type) + " " + type).toList());
  }

  private void refuse(Workload workload, String bound, String what, String remedy) {
    Document document = declarations.document(Declarations.WORKLOAD, workload.name());
    problems.add(document.problem("spec.bounds." + bound, what, remedy));
  }

  private void refuse(Pool pool, String key, String what, String remedy) {
    Document document = declarations.document(Declarations.POOL, pool.name());
    problems.add(document.problem(key, what, remedy));
  }
}
