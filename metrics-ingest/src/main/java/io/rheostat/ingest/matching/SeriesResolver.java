package io.rheostat.ingest.matching;

import io.rheostat.ingest.account.UnreadFamily;
import io.rheostat.ingest.account.WorkloadAccount;
import io.rheostat.ingest.exposition.series.Labels;
import io.rheostat.ingest.matching.membership.MemberKey;
import io.rheostat.ingest.matching.membership.Members;
import io.rheostat.ingest.matching.membership.MembershipRules;
import io.rheostat.ingest.matching.membership.SeriesMember;
import io.rheostat.ingest.matching.membership.WorkloadUse;
import io.rheostat.ingest.matching.membership.WorkloadUses;
import io.rheostat.ingest.matching.sample.ReplicaName;
import io.rheostat.ingest.matching.sample.ReplicaSamples;
import io.rheostat.ingest.matching.sample.SampleFate;
import io.rheostat.ingest.matching.sample.SampleKey;
import io.rheostat.ingest.reject.Rejection;
import io.rheostat.ingest.reject.RejectionReason;
import io.rheostat.model.signal.Origin;
import io.rheostat.model.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Resolves the series of one source, each once, and keeps the books of its replicas. Members
/// reported by the source are shared with all sources.
final class SeriesResolver {
  private static final int REJECTIONS_PER_PAGE = 16;

  private final SeriesMatcher matcher;
  private final Labels targetLabels;
  private final SortedMap<ReplicaName, ReplicaSamples> books = new TreeMap<>();
  private final List<Rejection> rejections = new ArrayList<>();
  private final Members.Source source = new Members.Source();
  private int revision;
  private int sender;
  private boolean byMembership;

  SeriesResolver(SeriesMatcher matcher, Labels targetLabels) {
    this.matcher = matcher;
    this.targetLabels = targetLabels;
  }

  SortedMap<ReplicaName, ReplicaSamples> books() {
    return books;
  }

  /// Returns the rejections since the last call.
  List<Rejection> takeRejections() {
    List<Rejection> taken = List.copyOf(rejections);
    rejections.clear();
    return taken;
  }

  boolean reads(String metric) {
    return matcher.reads(metric);
  }

  /// Returns the use of a series.
  ///
  /// @param temporality meaning of its values
  /// @param sender a number of its own for each of a pair with the same series
  SeriesUse resolve(
      String metric, Labels seriesLabels, Origin.Temporality temporality, int sender) {
    Labels labels = seriesLabels.behindTarget(targetLabels);
    if (!matcher.reads(metric)) {
      return SeriesUse.UNREAD.countedBy(unread(metric, labels));
    }
    this.sender = sender;
    if (matcher.teller().tells(metric)) {
      return telling(metric, labels);
    }
    WorkloadUses claims = matcher.claims(metric, labels);
    SeriesUse use = use(metric, claims.all(), labels, temporality);
    if (use.fate() == SampleFate.UNCLAIMED) {
      use = use.countedBy(unread(metric, labels));
    }
    byMembership |= claims.byMembership();
    return claims.byMembership() ? use.untilMembersChange() : use;
  }

  /// Returns the counters of unread samples, of the workloads with their labels.
  List<UnreadFamily> unread(String metric, Labels seriesLabels) {
    List<UnreadFamily> families = new ArrayList<>();
    for (WorkloadAccount owner : matcher.owners(seriesLabels)) {
      families.add(owner.unread(metric));
    }
    return families;
  }

  /// Returns the number of declared workloads.
  int workloads() {
    return matcher.workloads();
  }

  /// Counts a workload's series refused because too many are known.
  void refuseOf(String workload) {
    matcher.accounts().workload(workload).ifPresent(WorkloadAccount::refuse);
  }

  /// Tells whether members became known or were forgotten since the last call, so dependent uses
  /// are to be resolved again.
  ///
  /// @param millis the time now, since 1970
  boolean membersChanged(long millis) {
    int newest = matcher.members().revisionAt(millis);
    boolean changed = newest != revision && byMembership;
    revision = newest;
    return changed;
  }

  /// Records the members reported by a series.
  ///
  /// @param millis time of the report, since 1970
  SampleFate tell(SeriesUse use, long millis) {
    for (SeriesMember member : use.members()) {
      if (!matcher.members().tell(source, member, millis)) {
        refuse(
            RejectionReason.UNMATCHED,
            "more members of workloads are told of than are kept ("
                + Members.MOST_OF_SOURCE
                + " from one source). Match fewer pods.",
            Labels.EMPTY);
        return SampleFate.UNMATCHED;
      }
    }
    return SampleFate.MEMBER;
  }

  private SeriesUse telling(String metric, Labels labels) {
    List<MembershipRules.Telling> tellings = matcher.teller().tellings(metric, labels);
    List<SeriesMember> told = new ArrayList<>();
    for (MembershipRules.Telling one : tellings) {
      Optional<MemberKey> key = MemberKey.of(one.rule().key(), labels);
      Optional<String> placement = labels.firstOf(one.preset().placementLabels());
      if (key.isPresent()) {
        told.add(new SeriesMember(key.get(), one.workload(), placement));
      } else {
        String what = " of workload " + one.workload() + " has not all labels of the key ";
        refuse(RejectionReason.UNMATCHED, metric + what + one.rule().key() + ".", labels);
      }
    }
    if (tellings.isEmpty()) {
      return SeriesUse.UNCLAIMED;
    }
    return told.isEmpty() ? SeriesUse.UNMATCHED : SeriesUse.telling(told);
  }

  private SeriesUse use(
      String metric, List<WorkloadUse> claims, Labels labels, Origin.Temporality temporality) {
    if (claims.isEmpty()) {
      return SeriesUse.UNCLAIMED;
    }
    for (WorkloadUse claim : claims) {
      for (WorkloadUse other : claims) {
        if (!claim.agrees(other)) {
          refuse(RejectionReason.AMBIGUOUS, metric + conflict(claim, other), labels);
          return SeriesUse.AMBIGUOUS;
        }
      }
    }
    List<SeriesUse.Slot> slots = new ArrayList<>();
    for (WorkloadUse claim : claims) {
      slot(claim, labels, temporality).ifPresent(slots::add);
    }
    return slots.isEmpty() ? SeriesUse.UNMATCHED : SeriesUse.of(slots);
  }

  private static String conflict(WorkloadUse claim, WorkloadUse other) {
    String workload = claim.workload().name();
    if (workload.equals(other.workload().name())) {
      return " is of a pod that two sources place differently. Let one of them tell.";
    }
    return " matches workloads "
        + workload
        + " and "
        + other.workload().name()
        + ". Match more labels.";
  }

  void refuse(RejectionReason reason, String detail, Labels labels) {
    if (rejections.size() < REJECTIONS_PER_PAGE) {
      rejections.add(new Rejection(reason, detail, labels.values().toString()));
    }
  }

  private Optional<SeriesUse.Slot> slot(
      WorkloadUse claim, Labels labels, Origin.Temporality temporality) {
    ClaimedSeries series =
        new ClaimedSeries(claim, labels, problem -> unmatched(problem, claim, labels));
    Optional<ReplicaName> replica = series.replica();
    Optional<SampleKey> cell = series.sample(temporality);
    if (replica.isEmpty() || cell.isEmpty()) {
      return Optional.empty();
    }
    ReplicaSamples book = books.computeIfAbsent(replica.get(), ReplicaSamples::new);
    if (book.hasTooManyBounds(cell.get())) {
      unmatched("has more than " + ReplicaSamples.MOST_BOUNDS + " bounds", claim, labels);
      return Optional.empty();
    }
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
            book.vital(cell.get(), sender),
            null));
  }

  private void unmatched(String what, WorkloadUse claim, Labels labels) {
    refuse(
        RejectionReason.UNMATCHED,
        claim.rule().metric() + " of workload " + claim.workload().name() + " " + what + ".",
        labels);
  }
}
