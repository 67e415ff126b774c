package io.rheostat.ingest.matching;

import io.rheostat.config.settings.SeriesRule;
import io.rheostat.ingest.exposition.series.Labels;
import io.rheostat.ingest.matching.membership.SeriesMember;
import io.rheostat.ingest.matching.membership.WorkloadUse;
import io.rheostat.ingest.matching.sample.ReplicaName;
import io.rheostat.ingest.matching.sample.SampleKey;
import io.rheostat.model.signal.Origin;
import io.rheostat.model.signal.Signal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Utils;

/// A series claimed by a workload: its labels name the replica and the sample.
///
/// @param claim use of the series by the workload
/// @param labels labels of the series
/// @param unmatched receiver of the reason, a predicate of the series, when a name is missing
record ClaimedSeries(WorkloadUse claim, Labels labels, Consumer<String> unmatched) {
  /// Prefix to distinguish the names of gateways from those of replicas.
  private static final String GATEWAY = "gateway ";

  /// Returns the replica; empty when it is not named, or not on a declared placement.
  Optional<ReplicaName> replica() {
    String workload = claim.workload().name();
    Optional<String> replica = labels.firstOf(claim.preset().replicaLabels());
    if (replica.isEmpty()) {
      String names = claim.preset().replicaLabels().toString();
      unmatched.accept("has none of the replica labels " + names);
      return Optional.empty();
    }
    if (claim.rule().signal().isOfGateway()) {
      // A gateway stands before all placements and is none of the replicas.
      String first = claim.workload().placements().getFirst().name();
      return Optional.of(new ReplicaName(workload, GATEWAY + replica.get(), first));
    }
    Optional<String> placement = labels.firstOf(claim.preset().placementLabels());
    if (placement.isEmpty()) {
      placement = claim.member().flatMap(SeriesMember::placement);
    }
    if (placement.isEmpty() && claim.workload().placements().size() == 1) {
      placement = Optional.of(claim.workload().placements().getFirst().name());
    }
    if (placement.isEmpty()) {
      String names = claim.preset().placementLabels().toString();
      unmatched.accept("has none of the placement labels " + names);
      return Optional.empty();
    }
    if (claim.workload().placement(placement.get()).isEmpty()) {
      unmatched.accept("names placement " + placement.get() + ", which is not declared");
      return Optional.empty();
    }
    return Optional.of(new ReplicaName(workload, replica.get(), placement.get()));
  }

  /// Returns the sample; empty for a bucket without a bound.
  ///
  /// @param temporality meaning of its values
  Optional<SampleKey> sample(Origin.Temporality temporality) {
    SeriesRule rule = claim.rule();
    Origin origin = new Origin(claim.preference(), identity(), temporality);
    if (rule.signal().kind() != Signal.Kind.HISTOGRAM) {
      return Optional.of(new SampleKey(rule.signal(), origin, 0));
    }
    String written = labels.value("le").orElse("");
    double bound = bound(written) * rule.scale();
    if (Double.isNaN(bound) || bound == Double.NEGATIVE_INFINITY) {
      unmatched.accept("has the bound le=\"" + written + "\"; a number or +Inf is expected");
      return Optional.empty();
    }
    return Optional.of(new SampleKey(rule.signal(), origin, bound));
  }

  /// Hashes the distinguishing labels of a replica's series, whatever other labels a source adds; 0
  /// when it has none of them.
  private int identity() {
    StringBuilder text = new StringBuilder();
    for (String name : claim.preset().seriesLabels()) {
      labels
          .value(name)
          .ifPresent(value -> text.append(name).append('\0').append(value).append('\0'));
    }
    return text.isEmpty() ? 0 : Utils.murmur2(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /// Parses a bound; NaN when it is no number.
  private static double bound(String written) {
    if (written.equals("+Inf") || written.equals("Inf")) {
      return Double.POSITIVE_INFINITY;
    }
    try {
      return Double.parseDouble(written);
    } catch (NumberFormatException _) {
      return Double.NaN;
    }
  }
}
