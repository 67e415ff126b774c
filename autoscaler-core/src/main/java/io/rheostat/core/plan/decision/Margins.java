package io.rheostat.core.plan.decision;

import io.rheostat.core.pool.PoolResources;
import io.rheostat.core.solve.Candidate;
import io.rheostat.model.decision.Margin;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Worth of the devices of a chosen option at the margin: services and training jobs of a pool
/// compare by it, since all are solved in the same dollars.
final class Margins {
  private final List<String> types;
  private final List<Candidate> options;

  /// Creates the margins among the options of a workload. Power is no device.
  Margins(PoolResources view, List<Candidate> options) {
    types = view.types().subList(0, view.deviceTypes());
    this.options = options;
  }

  /// Returns the worth of the last devices of an option; empty when no option has fewer of some
  /// type and more of none.
  Optional<Margin> last(Candidate chosen) {
    return nearest(chosen, true).map(less -> margin(chosen, less));
  }

  /// Returns the worth of more devices; empty when no option has more of some type and fewer of
  /// none.
  Optional<Margin> next(Candidate chosen) {
    return nearest(chosen, false).map(more -> margin(more, chosen));
  }

  /// Returns the option with the fewest devices between, the better one of two.
  private Optional<Candidate> nearest(Candidate chosen, boolean fewer) {
    return options.stream()
        .filter(one -> fewer ? step(chosen, one) > 0 : step(one, chosen) > 0)
        .min(
            Comparator.<Candidate>comparingInt(one -> Math.abs(total(one) - total(chosen)))
                .thenComparing(Comparator.comparingDouble(Candidate::score).reversed()));
  }

  /// Returns the devices of one option beyond those of another; 0 when it has fewer of any type.
  private int step(Candidate more, Candidate less) {
    for (int i = 0; i < types.size(); i++) {
      if (more.devices()[i] < less.devices()[i]) {
        return 0;
      }
    }
    return total(more) - total(less);
  }

  private int total(Candidate option) {
    int total = 0;
    for (int i = 0; i < types.size(); i++) {
      total += option.devices()[i];
    }
    return total;
  }

  private Margin margin(Candidate more, Candidate less) {
    SortedMap<String, Integer> devices = new TreeMap<>();
    for (int i = 0; i < types.size(); i++) {
      if (more.devices()[i] > less.devices()[i]) {
        devices.put(types.get(i), more.devices()[i] - less.devices()[i]);
      }
    }
    return new Margin(devices, more.score() - less.score());
  }
}
