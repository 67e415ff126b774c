package io.rheostat.core.workload;

import io.rheostat.core.capacity.EngineModel;
import io.rheostat.core.capacity.ObservedAttainment;
import io.rheostat.core.capacity.StepModel;
import io.rheostat.core.forecast.DemandForecast;
import io.rheostat.core.host.HostUse;
import io.rheostat.core.series.BucketRing;
import io.rheostat.core.series.LatencyWindow;
import io.rheostat.core.training.GradientStatistics;
import io.rheostat.core.training.ThroughputModel;
import io.rheostat.model.fleet.Workload;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// State of a workload beside its replicas. Immutable.
///
/// It is kept in two pieces: a reading changes only the windows, and the learned values change on
/// ticks, so a host does not write the one for the other.
///
/// @param name the workload's name
/// @param learned values changing on ticks and declarations
/// @param windows values changing with every reading
public record WorkloadRoot(String name, Learned learned, Windows windows) {
  /// Declaration of the workload, and values learned from it and from ticks.
  ///
  /// @param declared declaration of the workload; empty before the first one
  /// @param declaredAt time of the first declaration, epoch milliseconds
  /// @param firstObservedAt time of its first sample; 0 before it
  /// @param forecast forecast of the arrival rate
  /// @param forecastAt end of the last step seen by the forecast, epoch milliseconds
  /// @param learnedAt last time at which the performance models learned, epoch milliseconds
  /// @param engines learned speed of inference replicas by placement
  /// @param quality share of good requests by load
  /// @param steps learned speed of training steps by placement
  /// @param throughputs learned step times of training placements whose page tells its
  ///     synchronisation
  /// @param inputTokens smoothed prompt tokens of a request
  /// @param outputTokens smoothed generated tokens of a request
  /// @param backloggedAt last time at which more than a second's worth of requests waited, epoch
  ///     milliseconds
  /// @param lengthRequests number of requests behind those lengths, as far as remembered
  /// @param watchedSince start of the present watch: the first reading after a gap without any
  ///     reporting replica, epoch milliseconds; 0 before the first reading
  /// @param hosts host memory and disk of its replicas by placement
  /// @param startGradients gradient statistics of a training job at its start, its own or those of
  ///     an earlier job of its profile key
  /// @param ended whether its targets report the training job as ended
  /// @param lastReport what a training job last told of itself
  public record Learned(
      Optional<Workload> declared,
      long declaredAt,
      long firstObservedAt,
      DemandForecast forecast,
      long forecastAt,
      long learnedAt,
      SortedMap<String, EngineModel> engines,
      ObservedAttainment quality,
      SortedMap<String, StepModel> steps,
      SortedMap<String, ThroughputModel> throughputs,
      double inputTokens,
      double outputTokens,
      double lengthRequests,
      long backloggedAt,
      long watchedSince,
      SortedMap<String, HostUse> hosts,
      GradientStatistics startGradients,
      boolean ended,
      LastJobReport lastReport) {
    private static final Learned NOTHING =
        new Learned(
            Optional.empty(),
            0,
            0,
            DemandForecast.EMPTY,
            0,
            0,
            new TreeMap<>(),
            ObservedAttainment.EMPTY,
            new TreeMap<>(),
            new TreeMap<>(),
            0,
            0,
            0,
            0,
            0,
            new TreeMap<>(),
            GradientStatistics.UNKNOWN,
            false,
            LastJobReport.EMPTY);

    public Learned {
      engines = Collections.unmodifiableSortedMap(new TreeMap<>(engines));
      steps = Collections.unmodifiableSortedMap(new TreeMap<>(steps));
      throughputs = Collections.unmodifiableSortedMap(new TreeMap<>(throughputs));
      hosts = Collections.unmodifiableSortedMap(new TreeMap<>(hosts));
    }
  }

  /// Recent measurements.
  ///
  /// @param arrivals requests over time
  /// @param promptTokens prompt tokens over time
  /// @param generatedTokens generated tokens over time
  /// @param finished finished requests over time
  /// @param admitted requests taken into a batch over time
  /// @param samples training samples over time
  /// @param timeToFirstToken TTFT of the last minute
  /// @param timePerOutputToken TPOT of the last minute
  /// @param emitted content of the last estimate
  /// @param readAt receipt of the newest reading, epoch milliseconds; 0 for never
  /// @param gateway demand reported from in front of the workload; empty before any
  /// @param presence report of its replicas by the targets
  public record Windows(
      BucketRing arrivals,
      BucketRing promptTokens,
      BucketRing generatedTokens,
      BucketRing finished,
      BucketRing admitted,
      BucketRing samples,
      LatencyWindow timeToFirstToken,
      LatencyWindow timePerOutputToken,
      Emitted emitted,
      long readAt,
      Optional<GatewayArrivals> gateway,
      Presence presence) {
    static final Windows EMPTY =
        new Windows(
            BucketRing.empty(2_000, 60),
            BucketRing.empty(10_000, 12),
            BucketRing.empty(10_000, 12),
            BucketRing.empty(10_000, 12),
            BucketRing.empty(10_000, 12),
            BucketRing.empty(10_000, 12),
            LatencyWindow.EMPTY,
            LatencyWindow.EMPTY,
            Emitted.NEVER,
            0,
            Optional.empty(),
            Presence.UNKNOWN);
  }

  /// Content of the last estimate, for the detection of material changes.
  ///
  /// @param at time of the estimate, epoch milliseconds; 0 for never
  /// @param rate its recent rate
  /// @param waiting its waiting requests
  /// @param live its live replicas
  public record Emitted(long at, double rate, double waiting, int live) {
    /// Estimate before the first one.
    public static final Emitted NEVER = new Emitted(0, 0, 0, 0);
  }

  /// Returns the root of a workload before its declaration and its first reading.
  public static WorkloadRoot of(String name) {
    return new WorkloadRoot(name, Learned.NOTHING, Windows.EMPTY);
  }

  /// Returns the workload's declaration; empty before the first one.
  public Optional<Workload> declared() {
    return learned.declared;
  }

  /// Returns the time of the first declaration, epoch milliseconds.
  public long declaredAt() {
    return learned.declaredAt;
  }

  /// Returns the start of the present watch, epoch milliseconds: the first reading after a gap
  /// without any reporting replica; 0 before the first reading.
  public long watchedSince() {
    return learned.watchedSince;
  }

  /// Returns the receipt of the newest reading, epoch milliseconds; 0 for never.
  public long readAt() {
    return windows.readAt;
  }

  /// Returns the time of the first sample, epoch milliseconds; 0 before it.
  public long firstObservedAt() {
    return learned.firstObservedAt;
  }

  /// Returns the forecast of the arrival rate.
  public DemandForecast forecast() {
    return learned.forecast;
  }

  /// Returns the learned speed of inference replicas by placement.
  public SortedMap<String, EngineModel> engines() {
    return learned.engines;
  }

  /// Returns the learned speed of training steps by placement.
  public SortedMap<String, StepModel> steps() {
    return learned.steps;
  }

  /// Returns the smoothed prompt tokens of a request; 0 while unknown.
  public double inputTokens() {
    return learned.inputTokens;
  }

  /// Returns the smoothed generated tokens of a request; 0 while unknown.
  public double outputTokens() {
    return learned.outputTokens;
  }

  /// Returns the arrivals, in requests, of the last two minutes.
  public BucketRing arrivals() {
    return windows.arrivals;
  }

  /// Returns the finished requests of the last two minutes.
  public BucketRing finished() {
    return windows.finished;
  }

  /// Returns the processed training samples of the last two minutes.
  public BucketRing samples() {
    return windows.samples;
  }

  /// Returns the observed times to first token of the last minute.
  public LatencyWindow timeToFirstToken() {
    return windows.timeToFirstToken;
  }

  /// Returns the observed times per output token of the last minute.
  public LatencyWindow timePerOutputToken() {
    return windows.timePerOutputToken;
  }

  /// Returns the demand reported from in front of the workload; empty before any such report.
  public Optional<GatewayArrivals> gateway() {
    return windows.gateway;
  }

  /// Returns the report of its replicas by the targets.
  public Presence presence() {
    return windows.presence;
  }

  /// Returns the content of the last estimate.
  public Emitted emitted() {
    return windows.emitted;
  }
}
