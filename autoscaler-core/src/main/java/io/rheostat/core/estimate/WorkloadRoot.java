package io.rheostat.core.estimate;

import io.rheostat.core.forecast.DemandForecast;
import io.rheostat.core.performance.EngineModel;
import io.rheostat.core.performance.StepModel;
import io.rheostat.model.fleet.Workload;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is remembered of a workload beside its replicas. Immutable.
///
/// @param name the workload's name
/// @param declared how it is declared; empty before that was seen
/// @param declaredAt when it was first declared, epoch milliseconds
/// @param firstObservedAt time of its first sample; 0 before it
/// @param arrivals requests over time
/// @param promptTokens prompt tokens over time
/// @param generatedTokens generated tokens over time
/// @param finished finished requests over time
/// @param samples training samples over time
/// @param timeToFirstToken TTFT of the last minute
/// @param timePerOutputToken TPOT of the last minute
/// @param forecast of the arrival rate
/// @param forecastAt end of the last step that the forecast has seen, epoch milliseconds
/// @param learnedAt when the performance models last learned, epoch milliseconds
/// @param engines learned speed of inference replicas by placement
/// @param steps learned speed of training steps by placement
/// @param inputTokens smoothed prompt tokens of a request
/// @param outputTokens smoothed generated tokens of a request
/// @param emitted what the last estimate said
record WorkloadRoot(
    String name,
    Optional<Workload> declared,
    long declaredAt,
    long firstObservedAt,
    BucketRing arrivals,
    BucketRing promptTokens,
    BucketRing generatedTokens,
    BucketRing finished,
    BucketRing samples,
    LatencyWindow timeToFirstToken,
    LatencyWindow timePerOutputToken,
    DemandForecast forecast,
    long forecastAt,
    long learnedAt,
    SortedMap<String, EngineModel> engines,
    SortedMap<String, StepModel> steps,
    double inputTokens,
    double outputTokens,
    Emitted emitted) {
  /// What the last estimate said, to tell whether something material has changed since.
  ///
  /// @param at when, epoch milliseconds; 0 for never
  /// @param rate its panic rate
  /// @param waiting its waiting requests
  /// @param live its live replicas
  record Emitted(long at, double rate, double waiting, int live) {
    static final Emitted NEVER = new Emitted(0, 0, 0, 0);
  }

  WorkloadRoot {
    engines = Collections.unmodifiableSortedMap(new TreeMap<>(engines));
    steps = Collections.unmodifiableSortedMap(new TreeMap<>(steps));
  }

  static WorkloadRoot of(String name) {
    return new WorkloadRoot(
        name,
        Optional.empty(),
        0,
        0,
        BucketRing.empty(2_000, 60),
        BucketRing.empty(10_000, 12),
        BucketRing.empty(10_000, 12),
        BucketRing.empty(10_000, 12),
        BucketRing.empty(10_000, 12),
        LatencyWindow.EMPTY,
        LatencyWindow.EMPTY,
        DemandForecast.EMPTY,
        0,
        0,
        new TreeMap<>(),
        new TreeMap<>(),
        0,
        0,
        Emitted.NEVER);
  }
}
