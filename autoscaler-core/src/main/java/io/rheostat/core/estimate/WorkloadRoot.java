package io.rheostat.core.estimate;

import io.rheostat.core.forecast.DemandForecast;
import io.rheostat.core.performance.EngineModel;
import io.rheostat.core.performance.QualityCurve;
import io.rheostat.core.performance.StepModel;
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
record WorkloadRoot(String name, Learned learned, Windows windows) {
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
  /// @param inputTokens smoothed prompt tokens of a request
  /// @param outputTokens smoothed generated tokens of a request
  /// @param backloggedAt last time at which more than a second's worth of requests waited, epoch
  ///     milliseconds
  /// @param lengthRequests number of requests behind those lengths, as far as remembered
  /// @param watchedSince start of the present watch: the first reading after a gap without any
  ///     reporting replica, epoch milliseconds; 0 before the first reading
  record Learned(
      Optional<Workload> declared,
      long declaredAt,
      long firstObservedAt,
      DemandForecast forecast,
      long forecastAt,
      long learnedAt,
      SortedMap<String, EngineModel> engines,
      QualityCurve quality,
      SortedMap<String, StepModel> steps,
      double inputTokens,
      double outputTokens,
      double lengthRequests,
      long backloggedAt,
      long watchedSince) {
    private static final Learned NOTHING =
        new Learned(
            Optional.empty(),
            0,
            0,
            DemandForecast.EMPTY,
            0,
            0,
            new TreeMap<>(),
            QualityCurve.EMPTY,
            new TreeMap<>(),
            0,
            0,
            0,
            0,
            0);

    Learned {
      engines = Collections.unmodifiableSortedMap(new TreeMap<>(engines));
      steps = Collections.unmodifiableSortedMap(new TreeMap<>(steps));
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
  record Windows(
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
      Optional<Gateway> gateway,
      Presence presence) {
    private static final Windows EMPTY =
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
  /// @param rate its panic rate
  /// @param waiting its waiting requests
  /// @param live its live replicas
  record Emitted(long at, double rate, double waiting, int live) {
    static final Emitted NEVER = new Emitted(0, 0, 0, 0);
  }

  static WorkloadRoot of(String name) {
    return new WorkloadRoot(name, Learned.NOTHING, Windows.EMPTY);
  }

  /// Returns the root after the clock turned back: everything learned stays. Windows begin again,
  /// and demand counts as watched from now on, so missing measurements do not read as a lull.
  WorkloadRoot measuredAnew(long now) {
    RootDraft draft = new RootDraft(new WorkloadRoot(name, learned, Windows.EMPTY));
    draft.declaredAt = Math.min(draft.declaredAt, now);
    draft.firstObservedAt = draft.firstObservedAt == 0 ? 0 : now;
    draft.forecastAt = 0;
    draft.learnedAt = Math.min(draft.learnedAt, now);
    draft.backloggedAt = Math.min(draft.backloggedAt, now);
    return draft.build();
  }

  Optional<Workload> declared() {
    return learned.declared;
  }

  long declaredAt() {
    return learned.declaredAt;
  }

  long watchedSince() {
    return learned.watchedSince;
  }

  long readAt() {
    return windows.readAt;
  }

  long firstObservedAt() {
    return learned.firstObservedAt;
  }

  DemandForecast forecast() {
    return learned.forecast;
  }

  SortedMap<String, EngineModel> engines() {
    return learned.engines;
  }

  SortedMap<String, StepModel> steps() {
    return learned.steps;
  }

  double inputTokens() {
    return learned.inputTokens;
  }

  double outputTokens() {
    return learned.outputTokens;
  }

  BucketRing arrivals() {
    return windows.arrivals;
  }

  BucketRing finished() {
    return windows.finished;
  }

  BucketRing samples() {
    return windows.samples;
  }

  LatencyWindow timeToFirstToken() {
    return windows.timeToFirstToken;
  }

  LatencyWindow timePerOutputToken() {
    return windows.timePerOutputToken;
  }

  Optional<Gateway> gateway() {
    return windows.gateway;
  }

  Presence presence() {
    return windows.presence;
  }

  Emitted emitted() {
    return windows.emitted;
  }
}
