package io.rheostat.model.fleet;

import io.rheostat.model.Require;
import java.time.Instant;
import java.util.Optional;

/// What a workload is for, and what that is worth in dollars.
public sealed interface Objective {
  /// Answer requests within their limits.
  ///
  /// @param slo when a request is good
  /// @param usdPerGoodRequest what a good request earns
  /// @param expected demand to plan for before any was measured
  record Inference(Slo slo, double usdPerGoodRequest, Optional<Demand> expected)
      implements Objective {
    public Inference {
      Require.atLeastZero("value per good request", usdPerGoodRequest);
    }
  }

  /// Finish a training run.
  ///
  /// @param samples work to do, in samples at full statistical efficiency
  /// @param samplesPerWorker local batch of one worker
  /// @param initialBatch batch size at which statistical efficiency is 1
  /// @param usdOnCompletion what the finished run is worth
  /// @param deadline when it should be finished
  /// @param lateLossUsdPerHour what each hour after the deadline loses
  record Training(
      double samples,
      double samplesPerWorker,
      double initialBatch,
      double usdOnCompletion,
      Optional<Instant> deadline,
      double lateLossUsdPerHour)
      implements Objective {
    public Training {
      Require.positive("samples", samples);
      Require.positive("samplesPerWorker", samplesPerWorker);
      Require.positive("initialBatch", initialBatch);
      Require.atLeastZero("value on completion", usdOnCompletion);
      Require.atLeastZero("lateLossPerHour", lateLossUsdPerHour);
    }
  }

  /// Hold the replicas whose declared performance is worth most: P is the sum of the placements'
  /// declared scores.
  ///
  /// @param usdPerPerformanceHour what a score of 1 earns in an hour
  record Profiled(double usdPerPerformanceHour) implements Objective {
    public Profiled {
      Require.atLeastZero("value per performance", usdPerPerformanceHour);
    }
  }
}
