package io.rheostat.core.counterfactual;

import io.rheostat.core.plan.DecisionPoint;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.Option;
import io.rheostat.model.fleet.Allocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Search for the nearest values of levers at which the choice of a decision flips.
///
/// The choice is policy's, before the guard. It need not be monotone in a lever, so values are
/// tried outwards from the present one: each whole number; of a continuous lever steps of 1 % up to
/// half as much again, then of 5 %. The first that flips is narrowed down by bisection. A flip that
/// ends within one step can be missed.
public final class FlipSearch {
  private static final double FINE = 1.01;
  private static final double FINE_REACH = 1.5;
  private static final double COARSE = 1.05;
  private static final double NARROW = 1e-6;

  private final DecisionPoint point;
  private final Allocation chosen;

  /// Begins a search around the decision of a point's joint solve.
  public FlipSearch(DecisionPoint point) {
    this.point = point;
    chosen = point.solved().map(FlipSearch::choice).orElse(Allocation.NONE);
  }

  /// Returns the allocation that policy chose; none when nothing was feasible.
  public static Allocation choice(Decision decision) {
    return decision.rationale().chosen().map(Option::allocation).orElse(Allocation.NONE);
  }

  /// Returns the choice that is to flip.
  public Allocation chosen() {
    return chosen;
  }

  /// Returns the nearest flips of a lever, downwards and upwards, as far as there are any.
  public List<Flip> of(Lever lever) {
    List<Flip> flips = new ArrayList<>();
    flip(lever, false).ifPresent(flips::add);
    flip(lever, true).ifPresent(flips::add);
    return flips;
  }

  private Optional<Flip> flip(Lever lever, boolean up) {
    double same = lever.value();
    while (true) {
      double next = next(lever, same, up);
      if (next == same) {
        return Optional.empty();
      }
      Optional<Decision> other = other(lever, next);
      if (other.isPresent()) {
        Flip found = new Flip(lever, next, other.get());
        return Optional.of(lever.kind().isWhole() ? found : narrowed(found, same));
      }
      same = next;
    }
  }

  private static double next(Lever lever, double from, boolean up) {
    double next;
    if (lever.kind().isWhole()) {
      next = up ? from + 1 : from - 1;
    } else {
      double away = Math.max(from / lever.value(), lever.value() / from);
      double step = away < FINE_REACH ? FINE : COARSE;
      next = up ? from * step : from / step;
    }
    return Math.clamp(next, lever.least(), lever.most());
  }

  private Flip narrowed(Flip found, double from) {
    Flip flip = found;
    double same = from;
    while (Math.abs(flip.at() - same) > NARROW * flip.lever().value()) {
      double middle = (same + flip.at()) / 2;
      Optional<Decision> other = other(flip.lever(), middle);
      if (other.isPresent()) {
        flip = new Flip(flip.lever(), middle, other.get());
      } else {
        same = middle;
      }
    }
    return flip;
  }

  /// Returns the decision at a value of a lever when its choice is another one.
  private Optional<Decision> other(Lever lever, double value) {
    return Levers.moved(point, lever, value)
        .solved()
        .filter(decision -> !choice(decision).equals(chosen));
  }
}
