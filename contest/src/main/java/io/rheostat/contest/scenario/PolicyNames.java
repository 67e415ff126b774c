package io.rheostat.contest.scenario;

import io.rheostat.contest.baseline.Baselines;
import io.rheostat.contest.baseline.service.ServiceFacts;
import io.rheostat.contest.bound.Clairvoyant;
import io.rheostat.contest.capacity.OfflineCapacity;
import io.rheostat.contest.trial.Contender;
import io.rheostat.contest.trial.Contest;
import io.rheostat.contest.trial.PolicyTrial;
import io.rheostat.contest.trial.RheostatPolicy;
import io.rheostat.contest.trial.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Policies by name. The capacity of replicas is measured once for all of them.
public final class PolicyNames {
  private static final Pattern FIXED = Pattern.compile("static-([1-9][0-9]{0,3})");

  /// Name of this project's own policy.
  public static final String RHEOSTAT = "rheostat";

  /// Name of the best schedule made with all requests known.
  public static final String CLAIRVOYANT = "clairvoyant";

  /// Required attainment of the clairvoyant, at the least cost.
  private static final double ATTAINMENT = 0.99;

  /// Step through the clairvoyant's grid under trouble: one schedule of so many is tried.
  private static final int GRID_STEP = 5;

  private final OfflineCapacity capacity = new OfflineCapacity();

  /// Returns every name; besides these, `static-N` keeps N replicas.
  public static List<String> names() {
    List<String> names = new ArrayList<>(List.of(RHEOSTAT, CLAIRVOYANT));
    names.addAll(Baselines.names());
    return List.copyOf(names);
  }

  /// Returns the policy of a name, with its default settings.
  ///
  /// @throws IllegalArgumentException when there is none, with all names
  public PolicyName named(String name) {
    if (name.equals(RHEOSTAT)) {
      return (trial, seed) -> Contest.run(trial, new RheostatPolicy(), seed);
    }
    if (name.equals(CLAIRVOYANT)) {
      return PolicyNames::foreseen;
    }
    Baseline baseline = baseline(name);
    return (trial, seed) -> Contest.run(trial, baseline.of(facts(trial)), seed);
  }

  /// Returns the contender of a name on a trial, for runs under trouble.
  ///
  /// @param rheostat this project's own
  /// @throws IllegalArgumentException when the name is unknown, or the policy cannot be run
  public Contender contender(String name, PolicyTrial trial, Contender rheostat) {
    if (name.equals(RHEOSTAT)) {
      return rheostat;
    }
    return name.equals(CLAIRVOYANT) ? clairvoyant(trial) : baseline(name).of(facts(trial));
  }

  /// Baseline with its default settings.
  public interface Baseline {
    /// Returns it for a service.
    ///
    /// @param facts that it is set by
    Contender of(ServiceFacts facts);
  }

  /// Returns the baseline of a name.
  ///
  /// @throws IllegalArgumentException when there is none, with all names
  public static Baseline baseline(String name) {
    Matcher fixed = FIXED.matcher(name);
    if (fixed.matches()) {
      int replicas = Integer.parseInt(fixed.group(1));
      return facts -> Baselines.fixed(facts, replicas);
    }
    int family = Baselines.names().indexOf(name);
    if (family < 0) {
      throw new IllegalArgumentException(
          "--policy: \"%s\" is no policy. There are %s, and static-N, which holds N replicas."
              .formatted(name, String.join(", ", names())));
    }
    return facts -> Baselines.families(facts).get(family).shipped();
  }

  /// Returns the clairvoyant's best schedule without trouble, of every few of its grid.
  public static Contender clairvoyant(PolicyTrial trial) {
    List<Clairvoyant> grid = Clairvoyant.grid(trial);
    List<Clairvoyant> tried = new ArrayList<>();
    List<TrialResult> results = new ArrayList<>();
    for (int i = 0; i < grid.size(); i += GRID_STEP) {
      tried.add(grid.get(i));
      results.add(Contest.run(trial, grid.get(i), 1));
    }
    return tried.get(results.indexOf(Clairvoyant.best(results, ATTAINMENT)));
  }

  /// Returns the capacity of replicas, as measured so far.
  public OfflineCapacity capacity() {
    return capacity;
  }

  /// Returns what a careful user would know of a trial's service before it is run.
  ///
  /// @throws IllegalArgumentException when no request of it can meet its limits
  public ServiceFacts facts(PolicyTrial trial) {
    return ServiceFacts.of(trial, capacity);
  }

  private static TrialResult foreseen(PolicyTrial trial, long seed) {
    List<TrialResult> results = new ArrayList<>();
    for (Clairvoyant schedule : Clairvoyant.grid(trial)) {
      results.add(Contest.run(trial, schedule, seed));
    }
    return Clairvoyant.best(results, ATTAINMENT).as(CLAIRVOYANT);
  }
}
