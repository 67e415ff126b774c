package io.rheostat.verification.trouble;

import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Freshness;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.Declaration;
import io.rheostat.simulator.loop.HostVariant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Everyday kinds of bugs in the host of the folds, planted to test the report.
enum EverydayBug implements HostVariant {
  /// Absence is judged by earlier data: the planner receives every replica as reporting.
  ABSENCE_BELIEVED(List.of("silent-replicas", "metrics-outage-of-some", "metrics-outage")) {
    @Override
    public Estimate estimated(Estimate estimate) {
      return believed(estimate);
    }
  },
  /// History is trusted to be there: a start without state does not ask for the declarations.
  HISTORY_TRUSTED(List.of("upgrade")) {
    @Override
    public boolean keepsState() {
      return false;
    }
  },
  /// One bad record is contained only inside the step: its timestamp moves everybody's time.
  BAD_RECORD_TRUSTED(List.of("future-record")) {
    @Override
    public boolean takes(Instant newest, Instant receivedAt) {
      return !receivedAt.isBefore(newest);
    }
  },
  /// A minimum is a wish: the planner never hears of it.
  MINIMUM_WISHED(List.of("quiet-stock-out")) {
    @Override
    public Declaration.Change declared(Declaration.Change change) {
      if (change instanceof Declaration.Change.OfWorkload(Workload workload, var movedFrom)) {
        Bounds declared = workload.bounds();
        Bounds bounds = new Bounds(1, declared.maxReplicas(), declared.maxUsdPerHour());
        return new Declaration.Change.OfWorkload(workload.with(bounds), movedFrom);
      }
      return change;
    }
  },
  /// Only the fixed case is checked: wrong for every seed but the committed report's.
  COMMITTED_SEED_SPARED(List.of("silent-replicas", "metrics-outage-of-some", "metrics-outage")) {
    @Override
    public HostVariant under(long seed) {
      return seed == TroubleCommand.COMMITTED_SEED ? HostVariant.SOUND : ABSENCE_BELIEVED;
    }
  };

  /// More replicas than any service has.
  private static final int ALL = 10_000;

  @SuppressWarnings("ImmutableEnumChecker") // a list of List.of
  private final List<String> troubles;

  EverydayBug(List<String> troubles) {
    this.troubles = troubles;
  }

  /// Returns the troubles expected to catch it.
  List<String> troubles() {
    return troubles;
  }

  /// Returns the faulty host in a world of a seed.
  HostVariant under(long seed) {
    return this;
  }

  private static Estimate believed(Estimate estimate) {
    Freshness told = estimate.freshness();
    Freshness all = new Freshness(Duration.ZERO, ALL, 0, false, told.signals(), Duration.ZERO);
    return new Estimate(
        estimate.workload(), estimate.pool(), estimate.at(), all, estimate.measure());
  }
}
