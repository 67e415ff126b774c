package io.rheostat.app.recording.csv;

import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Order;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.Evidence;
import io.rheostat.model.decision.HoldReason;
import io.rheostat.model.decision.Option;
import io.rheostat.model.decision.PlannedDemand;
import io.rheostat.model.estimate.DemandQuantiles;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Interval;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.Quantiles;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Rows of the tables; a cell is null where the record has no such value.
final class RecordRows {
  private RecordRows() {}

  private static List<@Nullable Object> row(@Nullable Object... cells) {
    return new ArrayList<>(Arrays.asList(cells));
  }

  /// Returns a row for each sample of a reading.
  static List<List<@Nullable Object>> of(Reading reading, Instant receivedAt) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Sample sample : reading.samples()) {
      Double bound = null;
      double value;
      switch (sample) {
        case Sample.Scalar scalar -> value = scalar.value();
        case Sample.Bucket bucket -> {
          bound = bucket.upperBound();
          value = bucket.cumulativeCount();
        }
      }
      rows.add(
          row(
              reading.observedAt(),
              receivedAt,
              reading.workload(),
              reading.replica(),
              reading.placement(),
              sample.signal(),
              sample.signal().unit(),
              sample.signal().kind().name().toLowerCase(Locale.ROOT),
              bound,
              value));
    }
    return rows;
  }

  static List<@Nullable Object> of(Estimate estimate) {
    List<@Nullable Object> cells =
        row(
            estimate.at(),
            estimate.workload(),
            estimate.pool(),
            estimate.freshness().live(),
            estimate.freshness().unreachable(),
            estimate.freshness().stale(),
            estimate.freshness().age().toMillis() / 1000.0);
    switch (estimate.measure()) {
      case Measure.Inference service -> {
        cells.addAll(service(service));
        cells.addAll(row(null, null, null, null));
      }
      case Measure.Training job -> {
        cells.addAll(row(new Object[SERVICE_CELLS]));
        cells.addAll(row(job.samplesPerSecond(), job.progress(), job.workers(), job.efficiency()));
      }
      case Measure.Profiled() -> cells.addAll(row(new Object[SERVICE_CELLS + JOB_CELLS]));
    }
    return cells;
  }

  private static final int SERVICE_CELLS = 16;
  private static final int JOB_CELLS = 4;

  private static List<@Nullable Object> service(Measure.Inference service) {
    DemandQuantiles nearest = service.demand().outlooks().getFirst();
    return row(
        service.demand().level(),
        quantile(nearest, 0.5),
        quantile(nearest, 0.9),
        quantile(nearest, 0.99),
        nearest.horizonSeconds(),
        service.demand().inputTokens(),
        service.demand().outputTokens(),
        service.running(),
        service.waiting(),
        service.kvCacheUsage(),
        service.timeToFirstToken().map(Quantiles::p50).orElse(null),
        service.timeToFirstToken().map(Quantiles::p99).orElse(null),
        service.timePerOutputToken().map(Quantiles::p50).orElse(null),
        service.timePerOutputToken().map(Quantiles::p99).orElse(null),
        service.attainment().map(Interval::lower).orElse(null),
        service.attainment().map(Interval::upper).orElse(null));
  }

  /// Returns the rate at the level nearest to a probability.
  private static double quantile(DemandQuantiles demand, double probability) {
    int nearest = 0;
    for (int i = 1; i < DemandQuantiles.LEVELS.size(); i++) {
      double distance = Math.abs(DemandQuantiles.LEVELS.get(i) - probability);
      if (distance < Math.abs(DemandQuantiles.LEVELS.get(nearest) - probability)) {
        nearest = i;
      }
    }
    return demand.rates().get(nearest);
  }

  static List<@Nullable Object> of(Decision decision) {
    HoldReason reason = null;
    Allocation from = null;
    Allocation to = null;
    Generation generation = null;
    switch (decision) {
      case Decision.Hold hold -> {
        reason = hold.reason();
        from = hold.held();
        to = hold.held();
      }
      case Decision.Resize resize -> {
        from = resize.from();
        to = resize.to();
        generation = resize.generation();
      }
      case Decision.Proposal proposal -> {
        from = proposal.from();
        to = proposal.to();
        generation = proposal.generation();
      }
      case Decision.Shadow shadow -> {
        from = shadow.running();
        to = shadow.imagined();
      }
      case Decision.NoData silent -> {
        reason = silent.reason().orElse(null);
        from = silent.held();
        to = silent.held();
      }
      case Decision.Request _ -> {}
    }
    Option chosen = decision.rationale().chosen().orElse(null);
    PlannedDemand demand = decision.rationale().evidence().flatMap(Evidence::demand).orElse(null);
    return row(
        decision.at(),
        decision.workload(),
        decision.pool(),
        decision.getClass().getSimpleName(),
        reason,
        from == null ? null : text(from),
        to == null ? null : text(to),
        generation,
        chosen == null ? null : text(chosen.allocation()),
        chosen == null ? null : chosen.valueUsdPerHour(),
        chosen == null ? null : chosen.costUsdPerHour(),
        chosen == null ? null : chosen.changeUsdPerHour(),
        chosen == null ? null : chosen.netUsdPerHour(),
        chosen == null ? null : chosen.shortfallUsdPerHour(),
        chosen == null ? null : chosen.attainment(),
        demand == null ? null : demand.expectedRate(),
        demand == null ? null : demand.highRate(),
        decision.rationale().observed(),
        decision.rationale().guards().stream()
            .map(note -> note.stage() + " " + note.detail())
            .collect(Collectors.joining("; ")));
  }

  private static String text(Allocation allocation) {
    return allocation.parts().stream()
        .filter(part -> part.replicas() > 0)
        .map(part -> part.replicas() + " x " + part.placement())
        .collect(Collectors.joining(" + "));
  }

  /// Returns a row for each order of a command.
  static List<List<@Nullable Object>> of(Command command) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Order order : command.orders()) {
      rows.add(
          row(
              command.issuedAt(),
              command.expiresAt(),
              command.workload(),
              command.pool(),
              command.generation(),
              order.placement(),
              order.replicas()));
    }
    return rows;
  }

  static List<@Nullable Object> of(Outcome outcome) {
    return row(
        outcome.at(),
        outcome.workload(),
        outcome.pool(),
        outcome.generation(),
        outcome.result(),
        outcome.detail());
  }
}
