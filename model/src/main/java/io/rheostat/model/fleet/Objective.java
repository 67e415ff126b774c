package io.rheostat.model.fleet;

import io.rheostat.model.Require;
import java.time.Instant;
import java.util.Optional;

/// Objective of a workload and its value in US dollars.
public sealed interface Objective {
  /// Answer requests within their limits.
  ///
  /// @param slo limits of a good request
  /// @param usdPerGoodRequest value of a good request
  /// @param expected demand to plan for before any was measured
  /// @param minQuality lowest score of a placement's answers, 0..1; 0 for any
  record Inference(Slo slo, double usdPerGoodRequest, Optional<Demand> expected, double minQuality)
      implements Objective {
    public Inference {
      Require.atLeastZero("value per good request", usdPerGoodRequest);
      Require.atLeastZero("minQuality", minQuality);
    }

    /// Returns the same objective with another value of a good request.
    public Inference withValue(double usd) {
      return new Inference(slo, usd, expected, minQuality);
    }

    /// Returns the same objective with other limits of a good request.
    public Inference with(Slo limits) {
      return new Inference(limits, usdPerGoodRequest, expected, minQuality);
    }

    /// Creates an objective with answers of any quality.
    public Inference(Slo slo, double usdPerGoodRequest, Optional<Demand> expected) {
      this(slo, usdPerGoodRequest, expected, 0);
    }
  }

  /// Finish a training run.
  ///
  /// @param samples work to do, in samples at full statistical efficiency
  /// @param samplesPerWorker local batch of one worker
  /// @param initialBatch batch size at which statistical efficiency is 1
  /// @param usdOnCompletion value of the finished run
  /// @param deadline desired latest end of the run
  /// @param lateLossUsdPerHour loss for each hour after the deadline
  /// @param elastic cost of its completion time, and its batches; without it the job earns its
  ///     value evenly with its work, at one local batch
  record Training(
      double samples,
      double samplesPerWorker,
      double initialBatch,
      double usdOnCompletion,
      Optional<Instant> deadline,
      double lateLossUsdPerHour,
      Optional<ElasticTraining> elastic)
      implements Objective {
    public Training {
      Require.positive("samples", samples);
      Require.positive("samplesPerWorker", samplesPerWorker);
      Require.positive("initialBatch", initialBatch);
      Require.atLeastZero("value on completion", usdOnCompletion);
      Require.atLeastZero("lateLossPerHour", lateLossUsdPerHour);
    }

    /// Creates a job that earns its value evenly with its work, at one local batch.
    public Training(
        double samples,
        double samplesPerWorker,
        double initialBatch,
        double usdOnCompletion,
        Optional<Instant> deadline,
        double lateLossUsdPerHour) {
      this(
          samples,
          samplesPerWorker,
          initialBatch,
          usdOnCompletion,
          deadline,
          lateLossUsdPerHour,
          Optional.empty());
    }

    /// Returns the same job with another value.
    public Training withValue(double usd) {
      return new Training(
          samples, samplesPerWorker, initialBatch, usd, deadline, lateLossUsdPerHour, elastic);
    }

    /// Returns whether the job was cancelled.
    public boolean isCancelled() {
      return elastic.map(ElasticTraining::cancelled).orElse(false);
    }

    /// Returns the same job with other terms.
    public Training with(ElasticTraining terms) {
      return new Training(
          samples,
          samplesPerWorker,
          initialBatch,
          usdOnCompletion,
          deadline,
          lateLossUsdPerHour,
          Optional.of(terms));
    }

    /// Returns the same job with another amount of work.
    public Training withSamples(double work) {
      return new Training(
          work,
          samplesPerWorker,
          initialBatch,
          usdOnCompletion,
          deadline,
          lateLossUsdPerHour,
          elastic);
    }

    /// Returns the batches it may run at.
    public BatchRange batch() {
      return elastic
          .map(ElasticTraining::batch)
          .orElseGet(() -> BatchRange.fixedPerReplica(initialBatch, samplesPerWorker));
    }
  }

  /// Run the replicas with the most valuable declared performance: P is the sum of the placements'
  /// declared scores.
  ///
  /// @param usdPerPerformanceHour value of a score of 1 for an hour
  record Profiled(double usdPerPerformanceHour) implements Objective {
    public Profiled {
      Require.atLeastZero("value per performance", usdPerPerformanceHour);
    }
  }
}
