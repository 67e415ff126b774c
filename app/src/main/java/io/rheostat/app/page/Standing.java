package io.rheostat.app.page;

import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.Evidence;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reasons for doubt about the shown state of a workload: unanswering targets, placements without
/// one, silent or contradictory sources.
public final class Standing {
  /// A pool decides every few seconds.
  private static final Duration UNDECIDED = Duration.ofMinutes(2);

  private final Workload workload;
  private final Optional<Observed> observed;
  private final Optional<Estimate> estimate;
  private final Optional<Decision> decision;
  private final Instant now;

  private Standing(Workload workload, LiveState.View view, Instant now) {
    this.workload = workload;
    observed = Optional.ofNullable(view.observed().get(workload.name()));
    estimate = Optional.ofNullable(view.estimates().get(workload.name()));
    decision = Optional.ofNullable(view.lastDecisions().get(workload.name()));
    this.now = now;
  }

  static Standing of(Workload workload, LiveState.View view) {
    return new Standing(workload, view, view.now());
  }

  /// Returns a workload's standing at a time later than the newest record.
  public static Standing of(Workload workload, LiveState.View view, Instant now) {
    return new Standing(workload, view, now);
  }

  /// Returns whether the placement has a target at all. Without one nothing runs or costs there.
  public static boolean hasTarget(Workload workload, String placement) {
    return workload
        .placement(placement)
        .map(Placement::target)
        .filter(Standing::isReal)
        .isPresent();
  }

  private static boolean isReal(Target target) {
    return !target.equals(Target.OBSERVE);
  }

  /// Returns the age of a placement's status; empty when it was never seen.
  public Optional<Duration> age(String placement) {
    return observed.flatMap(one -> one.observedAt(placement)).map(at -> Duration.between(at, now));
  }

  /// Returns the reason why the shown state of a placement's target is not known to be current;
  /// empty when it is.
  public Optional<String> unseen(String placement) {
    Optional<Duration> age = age(placement);
    Optional<String> reason = observed.flatMap(one -> one.unknown(placement));
    if (reason.isPresent()) {
      return Optional.of(since(age) + ": " + reason.get());
    }
    if (age.isEmpty()) {
      return Optional.of("its target was never seen");
    }
    return age.get().compareTo(Observed.MAX_AGE) > 0
        ? Optional.of(since(age) + ": nobody reports of it")
        : Optional.empty();
  }

  private static String since(Optional<Duration> age) {
    return age.map(one -> "its target was last seen " + seconds(one) + " ago")
        .orElse("its target was never seen");
  }

  private static String seconds(Duration duration) {
    return duration.toSeconds() + " s";
  }

  /// Returns the problems of the targets, in the order of the placements.
  List<String> ofTargets() {
    List<String> found = new ArrayList<>();
    List<String> bare = new ArrayList<>();
    for (Placement placement : workload.placements()) {
      if (hasTarget(workload, placement.name())) {
        unseen(placement.name()).ifPresent(why -> found.add(placement.name() + ": " + why));
      } else {
        bare.add(placement.name());
      }
    }
    if (!bare.isEmpty()) {
      found.add(String.join(", ", bare) + " without target: nothing runs there");
    }
    return found;
  }

  /// Returns the problems of metrics and of the objective.
  List<String> ofSignals() {
    List<String> found = new ArrayList<>();
    int ready = ready();
    // A training job reports through one of its workers.
    int reporters =
        switch (workload.objective()) {
          case Objective.Inference _ -> ready;
          case Objective.Training _ -> Math.min(1, ready);
          case Objective.Profiled _ -> 0;
        };
    if (estimate.isEmpty()) {
      found.add("nothing was ever estimated");
    } else if (reporters > estimate.get().freshness().live()) {
      int live = estimate.get().freshness().live();
      found.add(live + " of " + ready + " ready replicas report metrics");
    } else if (ready == 0 && estimate.get().freshness().live() > 0 && knowsTargets()) {
      found.add(
          estimate.get().freshness().live() + " report metrics, no target reports a ready replica");
    }
    evidence().flatMap(one -> one.coverage().gap()).ifPresent(found::add);
    boolean unmet = evidence().flatMap(Evidence::demand).map(one -> !one.met()).orElse(false);
    if (unmet) {
      found.add("no option meets the objective");
    }
    found.addAll(ofDecision());
    return found;
  }

  private List<String> ofDecision() {
    if (decision.isEmpty()) {
      return List.of("nothing was ever decided");
    }
    List<String> found = new ArrayList<>();
    Duration age = Duration.between(decision.get().at(), now);
    if (!decision.get().pool().equals(workload.pool())) {
      String from = decision.get().pool();
      found.add("pool " + workload.pool() + " waits for pool " + from + " to let go of it");
    }
    if (age.compareTo(UNDECIDED) > 0) {
      found.add("nothing was decided for " + seconds(age));
    }
    return found;
  }

  private boolean knowsTargets() {
    return workload.placements().stream()
        .allMatch(one -> hasTarget(workload, one.name()) && unseen(one.name()).isEmpty());
  }

  /// Returns the observations and the planned demand of the last decision.
  Optional<Evidence> evidence() {
    return decision.flatMap(one -> one.rationale().evidence());
  }

  /// Returns ready replicas at targets, as last seen.
  int ready() {
    return observed.map(one -> ready(one)).orElse(0);
  }

  private int ready(Observed one) {
    return one.placements().stream()
        .filter(status -> hasTarget(workload, status.placement()))
        .mapToInt(PlacementStatus::ready)
        .sum();
  }

  /// Returns everything, targets first.
  List<String> problems() {
    List<String> all = new ArrayList<>(ofTargets());
    all.addAll(ofSignals());
    return all;
  }

  /// Returns problems for a person to solve: unreliable targets of a workload in `act` or
  /// `approve`.
  List<String> blind() {
    return workload.mode() == Mode.OBSERVE ? List.of() : ofTargets();
  }
}
