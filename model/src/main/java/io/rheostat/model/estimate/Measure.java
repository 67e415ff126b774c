package io.rheostat.model.estimate;

import io.rheostat.model.Require;
import java.util.List;
import java.util.Optional;

/// Measurements of a workload, by its kind.
public sealed interface Measure {
  /// An inference service.
  ///
  /// @param demand arrivals and forecast
  /// @param running requests in batches, over live replicas
  /// @param waiting requests queued, over live replicas
  /// @param kvCacheUsage mean share of KV cache in use over live replicas
  /// @param timeToFirstToken over the stable window; empty without requests
  /// @param timePerOutputToken over the stable window; empty without requests
  /// @param attainment estimated share of good requests over the stable window, from bucket bounds
  ///     and the two marginals; empty without requests
  /// @param capacities of every placement
  /// @param quality share of good requests at each load, the lowest first; empty while unknown
  record Inference(
      DemandEstimate demand,
      double running,
      double waiting,
      double kvCacheUsage,
      Optional<Quantiles> timeToFirstToken,
      Optional<Quantiles> timePerOutputToken,
      Optional<Interval> attainment,
      List<PlacementCapacity> capacities,
      List<LoadQuality> quality)
      implements Measure {
    public Inference {
      Require.atLeastZero("running", running);
      Require.atLeastZero("waiting", waiting);
      Require.atLeastZero("kvCacheUsage", kvCacheUsage);
      capacities = List.copyOf(capacities);
      quality = List.copyOf(quality);
    }

    /// Returns the same measure with another demand.
    public Inference with(DemandEstimate otherDemand) {
      return new Inference(
          otherDemand,
          running,
          waiting,
          kvCacheUsage,
          timeToFirstToken,
          timePerOutputToken,
          attainment,
          capacities,
          quality);
    }
  }

  /// A training job.
  ///
  /// @param samplesPerSecond raw throughput over the stable window
  /// @param progress efficient samples done
  /// @param workers active workers
  /// @param efficiency statistical efficiency at the current batch, 0..1
  /// @param complete true when target or page report the job as done
  /// @param goodputs of every feasible placement and width
  /// @param profile experience of the job with widths and restarts
  record Training(
      double samplesPerSecond,
      double progress,
      int workers,
      double efficiency,
      boolean complete,
      List<WidthGoodput> goodputs,
      TrainingProfile profile)
      implements Measure {
    public Training {
      Require.atLeastZero("samplesPerSecond", samplesPerSecond);
      Require.atLeastZero("progress", progress);
      Require.atLeast("workers", 0, workers);
      Require.share("efficiency", efficiency);
      goodputs = List.copyOf(goodputs);
    }

    /// Creates the measure of a job that was never limited to the widths it tried.
    public Training(
        double samplesPerSecond,
        double progress,
        int workers,
        double efficiency,
        boolean complete,
        List<WidthGoodput> goodputs) {
      this(
          samplesPerSecond,
          progress,
          workers,
          efficiency,
          complete,
          goodputs,
          TrainingProfile.UNLIMITED);
    }
  }

  /// A workload with declared, not measured performance.
  record Profiled() implements Measure {}
}
