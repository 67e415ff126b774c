package io.rheostat.ingest.matching;

import io.rheostat.config.SeriesRule;
import io.rheostat.ingest.exposition.Labels;
import io.rheostat.ingest.reject.Rejection;
import io.rheostat.ingest.reject.RejectionReason;
import io.rheostat.model.signal.Origin;
import io.rheostat.model.signal.Signal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Utils;

/// Resolves the series of one source, each once, and keeps the books of its replicas.
final class SeriesResolver {
  private static final int REJECTIONS_PER_PAGE = 16;

  private final SeriesMatcher matcher;
  private final Labels targetLabels;
  private final SortedMap<Replica, Book> books = new TreeMap<>();
  private final List<Rejection> rejections = new ArrayList<>();

  SeriesResolver(SeriesMatcher matcher, Labels targetLabels) {
    this.matcher = matcher;
    this.targetLabels = targetLabels;
  }

  SortedMap<Replica, Book> books() {
    return books;
  }

  /// What was found wrong since the last call.
  List<Rejection> takeRejections() {
    List<Rejection> taken = List.copyOf(rejections);
    rejections.clear();
    return taken;
  }

  boolean reads(String metric) {
    return matcher.reads(metric);
  }

  /// What a series is used for.
  ///
  /// @param temporality what its values say
  SeriesUse resolve(String metric, Labels seriesLabels, Origin.Temporality temporality) {
    if (!matcher.reads(metric)) {
      return SeriesUse.UNREAD;
    }
    Labels labels = seriesLabels.behindTarget(targetLabels);
    List<Claim> claims = matcher.claims(metric, labels);
    if (claims.isEmpty()) {
      return SeriesUse.UNCLAIMED;
    }
    String workload = claims.getFirst().workload().name();
    for (Claim claim : claims) {
      if (!claim.workload().name().equals(workload)) {
        String other = claim.workload().name();
        refuse(
            RejectionReason.AMBIGUOUS,
            metric + " matches workloads " + workload + " and " + other + ". Match more labels.",
            labels);
        return SeriesUse.AMBIGUOUS;
      }
    }
    List<SeriesUse.Slot> slots = new ArrayList<>();
    for (Claim claim : claims) {
      slot(claim, labels, temporality).ifPresent(slots::add);
    }
    return slots.isEmpty()
        ? SeriesUse.UNMATCHED
        : SeriesUse.of(slots);
  }

  void refuse(RejectionReason reason, String detail, Labels labels) {
    if (rejections.size() < REJECTIONS_PER_PAGE) {
      rejections.add(new Rejection(reason, detail, labels.values().toString()));
    }
  }

  private Optional<SeriesUse.Slot> slot(
      Claim claim, Labels labels, Origin.Temporality temporality) {
    Optional<Replica> replica = replica(claim, labels);
    Optional<Cell> cell = cell(claim, labels, temporality);
    if (replica.isEmpty() || cell.isEmpty()) {
      return Optional.empty();
    }
    Book book = books.computeIfAbsent(replica.get(), Book::new);
    int number = book.number(cell.get());
    if (number < 0) {
      unmatched("is one of too many of its replica: a label changes all the time", claim, labels);
      return Optional.empty();
    }
    // The scale of a histogram is applied to its bounds; its values are counts.
    boolean histogram = claim.rule().signal().kind() == Signal.Kind.HISTOGRAM;
    return Optional.of(
        new SeriesUse.Slot(
            book,
            number,
            cell.get(),
            histogram ? 1 : claim.rule().scale(),
            claim.preset().blanks(),
            null));
  }

  private Optional<Replica> replica(Claim claim, Labels labels) {
    String workload = claim.workload().name();
    Optional<String> replica = firstPresent(claim.preset().replicaLabels(), labels);
    if (replica.isEmpty()) {
      String names = claim.preset().replicaLabels().toString();
      unmatched("has none of the replica labels " + names, claim, labels);
      return Optional.empty();
    }
    Optional<String> placement = firstPresent(claim.preset().placementLabels(), labels);
    if (placement.isEmpty() && claim.workload().placements().size() == 1) {
      placement = Optional.of(claim.workload().placements().getFirst().name());
    }
    if (placement.isEmpty()) {
      String names = claim.preset().placementLabels().toString();
      unmatched("has none of the placement labels " + names, claim, labels);
      return Optional.empty();
    }
    if (claim.workload().placement(placement.get()).isEmpty()) {
      unmatched("names placement " + placement.get() + ", which is not declared", claim, labels);
      return Optional.empty();
    }
    return Optional.of(new Replica(workload, replica.get(), placement.get()));
  }

  private Optional<Cell> cell(Claim claim, Labels labels, Origin.Temporality temporality) {
    SeriesRule rule = claim.rule();
    Origin origin =
        new Origin(claim.preference(), series(claim.preset().seriesLabels(), labels), temporality);
    if (rule.signal().kind() != Signal.Kind.HISTOGRAM) {
      return Optional.of(new Cell(rule.signal(), origin, 0));
    }
    String written = labels.value("le").orElse("");
    double bound = bound(written) * rule.scale();
    if (Double.isNaN(bound) || bound == Double.NEGATIVE_INFINITY) {
      unmatched(
          "has the bound le=\"" + written + "\"; a number or +Inf is expected", claim, labels);
      return Optional.empty();
    }
    return Optional.of(new Cell(rule.signal(), origin, bound));
  }

  /// Tells the series of one replica apart by the labels in which they differ, whatever other
  /// labels
  /// a source adds; 0 when it has none of them.
  private static int series(List<String> names, Labels labels) {
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      labels
          .value(name)
          .ifPresent(value -> text.append(name).append('\0').append(value).append('\0'));
    }
    return text.isEmpty() ? 0 : Utils.murmur2(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void unmatched(String what, Claim claim, Labels labels) {
    refuse(
        RejectionReason.UNMATCHED,
        claim.rule().metric() + " of workload " + claim.workload().name() + " " + what + ".",
        labels);
  }

  /// NaN when it is no number.
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

  private static Optional<String> firstPresent(List<String> names, Labels labels) {
    for (String name : names) {
      Optional<String> value = labels.value(name);
      if (value.isPresent()) {
        return value;
      }
    }
    return Optional.empty();
  }
}
