package io.rheostat.app.cli.explain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.rheostat.app.page.StandingJson;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.Evidence;
import io.rheostat.model.decision.Margin;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Worth at the margin of the other workloads of a pool, of all kinds: why devices are where they
/// are.
final class PoolMargins {
  private PoolMargins() {}

  private record Other(String name, Evidence evidence) {
    private double next() {
      return evidence.next().map(Margin::usdPerHour).orElse(Double.NEGATIVE_INFINITY);
    }
  }

  /// Adds the others of the workload's pool, the one that would earn most with more devices first.
  ///
  /// @param newest newest decision on each workload
  static void beside(ArrayNode list, Collection<Decision> newest, Decision decision) {
    List<Other> others =
        newest.stream()
            .filter(one -> one.pool().equals(decision.pool()))
            .filter(one -> !one.workload().equals(decision.workload()))
            .flatMap(one -> other(one).stream())
            .sorted(Comparator.comparingDouble(Other::next).reversed().thenComparing(Other::name))
            .toList();
    for (Other other : others) {
      StandingJson.margins(other.evidence())
          .ifPresent(margins -> list.addObject().put("name", other.name()).setAll(margins));
    }
  }

  private static Optional<Other> other(Decision decision) {
    return decision.rationale().evidence().map(one -> new Other(decision.workload(), one));
  }
}
