package io.rheostat.core.plan.decision;

import io.rheostat.core.attainment.DemandOutlook;
import io.rheostat.core.member.MemberState;
import io.rheostat.core.pool.CoverageAssessment;
import io.rheostat.core.pool.PoolResources;
import io.rheostat.core.pool.PoolRoot;
import io.rheostat.core.solve.Candidate;
import io.rheostat.core.solve.Candidates;
import io.rheostat.model.decision.Evidence;
import io.rheostat.model.decision.GuardNote;
import io.rheostat.model.decision.Option;
import io.rheostat.model.decision.PlannedDemand;
import io.rheostat.model.decision.Rationale;
import io.rheostat.model.decision.ShadowPrices;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.Quantiles;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Rationale of a decision, in words and numbers.
final class Explanation {
  /// Losing options shown with a decision.
  private static final int LOSING = 3;

  private Explanation() {}

  static Rationale of(
      PlanningInput planning,
      Candidates candidates,
      Optional<Candidate> chosen,
      List<GuardNote> notes) {
    MemberState member = planning.member();
    List<Option> losing = new ArrayList<>();
    Optional<Allocation> winner = chosen.map(candidate -> candidate.option().allocation());
    for (Candidate candidate : candidates.all()) {
      boolean won = winner.isPresent() && candidate.option().allocation().equals(winner.get());
      if (!won && losing.size() < LOSING) {
        losing.add(candidate.option());
      }
    }
    Margins margins = new Margins(planning.view(), candidates.all());
    return new Rationale(
        others(member)
            + member.estimate().map(Explanation::observed).orElse("nothing was measured yet")
            + member.estimate().map(Explanation::jumping).orElse(""),
        chosen.map(Candidate::option),
        losing,
        notes,
        candidates.refusals(),
        Optional.of(
            new Evidence(
                planning.coverage(),
                demand(planning, candidates),
                prices(planning.view(), planning.pool().root()),
                chosen.flatMap(margins::last),
                chosen.flatMap(margins::next))));
  }

  /// Returns the prices of devices, without power, since it is no device; empty before the first
  /// joint solve.
  private static Optional<ShadowPrices> prices(PoolResources view, PoolRoot root) {
    SortedMap<String, Double> perDevice = new TreeMap<>();
    for (String device : view.types().subList(0, view.deviceTypes())) {
      Double price = root.prices().get(device);
      if (price != null) {
        perDevice.put(device, price);
      }
    }
    return perDevice.isEmpty()
        ? Optional.empty()
        : Optional.of(new ShadowPrices(perDevice, root.budgetPrice()));
  }

  /// Returns the demand behind the options; met when one of them reaches the objective's share.
  private static Optional<PlannedDemand> demand(PlanningInput planning, Candidates candidates) {
    MemberState member = planning.member();
    if (member.estimate().isEmpty()
        || !(member.estimate().get().measure() instanceof Measure.Inference measure)
        || !(member.workload().objective() instanceof Objective.Inference objective)) {
      return Optional.empty();
    }
    DemandOutlook outlook =
        DemandOutlook.of(
            objective,
            CoverageAssessment.scaled(measure, planning.coverage()),
            member.slowestStartupSeconds());
    boolean met =
        candidates.all().stream()
            .anyMatch(each -> each.option().attainment() >= objective.slo().attainment());
    return Optional.of(
        new PlannedDemand(outlook.horizonSeconds(), outlook.all(), outlook.highest(), met));
  }

  private static String others(MemberState member) {
    return member.otherWriter().map(who -> "someone else resizes it: " + who + "; ").orElse("");
  }

  private static String jumping(Estimate estimate) {
    int jumping = estimate.counters().jumping();
    return jumping == 0
        ? ""
        : "; the counters of "
            + jumping
            + (jumping == 1 ? " replica" : " replicas")
            + " jump: do several processes answer at one address? Scrape each process by itself;"
            + " until then nothing is scaled down";
  }

  private static String observed(Estimate estimate) {
    return switch (estimate.measure()) {
      case Measure.Inference inference -> inference(estimate, inference);
      case Measure.Training training ->
          String.format(
              Locale.ROOT,
              "%.1f samples/s on %d workers, efficiency %.2f, %.0f samples done",
              training.samplesPerSecond(),
              training.workers(),
              training.efficiency(),
              training.progress());
      case Measure.Profiled() -> "performance as declared";
    };
  }

  private static String inference(Estimate estimate, Measure.Inference measure) {
    return String.format(
        Locale.ROOT,
        "%.2f req/s (6 s: %.2f), %.0f in / %.0f out tokens, %.0f running, %.0f waiting, TTFT p99"
            + " %s, TPOT p99 %s, %d replicas live, %d unreachable, data %.1f s old",
        measure.demand().stableRate(),
        measure.demand().recentRate(),
        measure.demand().inputTokens(),
        measure.demand().outputTokens(),
        measure.running(),
        measure.waiting(),
        seconds(measure.timeToFirstToken()),
        seconds(measure.timePerOutputToken()),
        estimate.freshness().live(),
        estimate.freshness().unreachable(),
        estimate.freshness().age().toMillis() / 1000.0);
  }

  private static String seconds(Optional<Quantiles> quantiles) {
    return quantiles
        .map(value -> String.format(Locale.ROOT, "%.3f s", value.p99()))
        .orElse("unknown");
  }
}
