package io.rheostat.core.pool;

import io.rheostat.core.Tuning;
import io.rheostat.core.member.Continuity;
import io.rheostat.core.member.MemberState;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.decision.Coverage;
import io.rheostat.model.decision.SourceAges;
import io.rheostat.model.estimate.DemandEstimate;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Freshness;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.PlacementCapacity;
import io.rheostat.model.fleet.Objective;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Assesses how much of a workload a decision can observe: replicas reported ready by the targets
/// against replicas reporting metrics, and the age of both.
///
/// A source counts only while it keeps reporting, never for an earlier report.
public final class CoverageAssessment {
  private static final Tuning.Coverage TUNING = Tuning.DEFAULT.coverage();

  private final MemberState member;
  private final Instant now;
  private final int ready;
  private final int reporting;
  private final int unreachable;

  private CoverageAssessment(MemberState member, Instant now) {
    this.member = member;
    this.now = now;
    ready = isObserved(member, now) ? ready(member) : 0;
    Optional<Freshness> freshness = member.estimate().map(Estimate::freshness);
    reporting = freshness.map(Freshness::live).orElse(0);
    unreachable = freshness.map(Freshness::unreachable).orElse(0);
  }

  /// Returns the coverage at a time.
  public static Coverage of(MemberState member, Instant now) {
    CoverageAssessment assessment = new CoverageAssessment(member, now);
    Duration watched = member.continuity().watched(now);
    Optional<String> unseen = assessment.gap();
    Optional<String> gap =
        unseen.or(() -> isMeasured(member) ? rewatching(watched) : Optional.empty());
    return new Coverage(
        assessment.ready,
        assessment.reporting,
        assessment.unreachable,
        assessment.demandFactor(),
        unseen.isPresent() ? Duration.ZERO : watched,
        assessment.ages(),
        gap);
  }

  /// Returns the watch with the current coverage noted in it.
  public static Continuity noted(MemberState member, Instant now) {
    CoverageAssessment assessment = new CoverageAssessment(member, now);
    Continuity watch = member.continuity().missing(assessment.missing(), now);
    return assessment.gap().isEmpty() ? watch.complete(now) : watch;
  }

  /// Returns whether the report of running replicas is recent enough to act on.
  public static boolean isObserved(MemberState member, Instant now) {
    return seenAt(member)
        .map(at -> Continuity.age(at, now).compareTo(Observed.MAX_AGE) <= 0)
        .orElse(false);
  }

  /// Returns the time at which the newest status of any placement was really observed, as far as it
  /// is known here.
  private static Optional<Instant> seenAt(MemberState member) {
    if (member.observed().isEmpty() || member.continuity().observedAt().isEmpty()) {
      return Optional.empty();
    }
    Instant received = member.continuity().observedAt().get();
    Observed report = member.observed().get();
    Optional<Instant> newest =
        report.placements().stream()
            .flatMap(status -> report.observedAt(status.placement()).stream())
            .max(Instant::compareTo);
    // The actuator's clock may be ahead; a report is never newer than its receipt.
    return Optional.of(newest.filter(at -> at.isBefore(received)).orElse(received));
  }

  /// Returns an inference measure with demand scaled to all ready replicas.
  public static Measure.Inference scaled(Measure.Inference measure, Coverage coverage) {
    double factor = coverage.demandFactor();
    if (factor == 1) {
      return measure;
    }
    DemandEstimate demand = measure.demand().scaled(factor);
    double risen = TUNING.unseenGrowth() * demand.level();
    return measure.with(factor < 1 ? demand : demand.withUpperHalf(risen));
  }

  private static int ready(MemberState member) {
    int ready = 0;
    for (PlacementStatus status : member.observed().map(Observed::placements).orElseThrow()) {
      ready += status.ready();
    }
    return ready;
  }

  private static boolean isMeasured(MemberState member) {
    return !(member.workload().objective() instanceof Objective.Profiled);
  }

  private static Optional<String> rewatching(Duration watched) {
    return watched.compareTo(Tuning.DEFAULT.coverage().rewatch()) >= 0
        ? Optional.empty()
        : Optional.of(
            "complete for "
                + watched.toSeconds()
                + " s since a gap, "
                + Tuning.DEFAULT.coverage().rewatch().toSeconds()
                + " s are to be watched first");
  }

  /// Returns the number of ready replicas without metrics. A training job reports through one of
  /// its workers.
  private int missing() {
    boolean job = member.workload().objective() instanceof Objective.Training;
    return Math.max(0, (job ? Math.min(1, ready) : ready) - reporting);
  }

  private Optional<String> gap() {
    if (member.observed().isEmpty()) {
      return Optional.of("the targets have not reported what runs");
    }
    if (!isObserved(member, now)) {
      return Optional.of(
          "the targets last reported "
              + seenAt(member).map(at -> seconds(Continuity.age(at, now))).orElse("never"));
    }
    return oldPlacement().or(() -> isMeasured(member) ? metricsGap() : Optional.empty());
  }

  /// Returns the gap of a placement with a long silent target: its state is unknown.
  private Optional<String> oldPlacement() {
    Observed report = member.observed().orElseThrow();
    for (PlacementStatus status : report.placements()) {
      Instant seen = report.observedAt(status.placement()).orElse(report.at());
      Duration age = Continuity.age(seen, report.at());
      if (age.compareTo(Observed.MAX_AGE) > 0) {
        return Optional.of(
            status.placement()
                + " was last seen "
                + seconds(age)
                + report.unknown(status.placement()).map(reason -> ": " + reason).orElse(""));
      }
    }
    return Optional.empty();
  }

  private Optional<String> metricsGap() {
    if (member.estimate().isEmpty()) {
      return Optional.of("nothing was measured yet");
    }
    int jumping = member.estimate().get().counters().jumping();
    if (jumping > 0) {
      return Optional.of("counters of " + jumping + " replicas jump");
    }
    if (member.estimate().get().freshness().stale()) {
      return Optional.of("no replica that may take requests reports metrics");
    }
    Duration behind = behind().orElse(Duration.ZERO);
    if (behind.compareTo(TUNING.metricsLimit()) > 0) {
      return Optional.of("metrics are " + behind.toSeconds() + " s" + " behind");
    }
    if (missing() > 0) {
      return Optional.of(reporting + " of " + ready + " ready replicas report metrics");
    }
    return Optional.empty();
  }

  private static String seconds(Duration age) {
    return age.toSeconds() + " s ago";
  }

  /// Returns the lag of metrics: within the estimate, and since it was made.
  private Optional<Duration> behind() {
    return member
        .estimate()
        .map(estimate -> estimate.freshness().behind().plus(Continuity.age(estimate.at(), now)));
  }

  private SourceAges ages() {
    Continuity watch = member.continuity();
    return new SourceAges(
        behind(),
        seenAt(member).map(at -> Continuity.age(at, now)),
        watch.alertedAt().map(at -> Continuity.age(at, now)),
        watch.concludedAt().map(at -> Continuity.age(at, now)));
  }

  /// Returns the factor for measured demand. The assumed load of unreachable replicas counts only
  /// for as many as are still ready. Ready replicas without reports for a while take as much as the
  /// reporting ones, at most their capacity.
  private double demandFactor() {
    if (!isObserved(member, now)
        || member.estimate().isEmpty()
        || !(member.estimate().get().measure() instanceof Measure.Inference measure)
        || measure.demand().whole()
        || measure.demand().level() <= 0) {
      return 1;
    }
    double level = measure.demand().level();
    double carried = Math.min(level, measure.demand().carriedRate());
    double measured = level - carried;
    int missing = Math.max(0, ready - reporting);
    double kept = unreachable == 0 ? 0 : carried * Math.min(1.0, (double) missing / unreachable);
    int silent = Math.max(0, member.continuity().silentReplicas(now) - unreachable);
    double each = reporting == 0 ? 0 : measured / reporting;
    double added =
        Math.min(silent, missing) * Math.min(each, TUNING.mostLoad() * capacity(measure));
    double factor = (measured + kept + added) / level;
    return Math.abs(factor - 1) < 1e-9 ? 1 : factor;
  }

  /// Returns the mean requests per second served by a ready replica within the objective.
  private double capacity(Measure.Inference measure) {
    double total = 0;
    for (PlacementStatus status : member.observed().map(Observed::placements).orElseThrow()) {
      for (PlacementCapacity capacity : measure.capacities()) {
        if (capacity.placement().equals(status.placement())) {
          total += status.ready() * capacity.requestsPerSecond();
        }
      }
    }
    return total / Math.max(1, ready);
  }
}
