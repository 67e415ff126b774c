package io.rheostat.core.estimate;

import io.rheostat.core.forecast.DemandForecast;
import io.rheostat.core.performance.EngineModel;
import io.rheostat.core.performance.StepModel;
import io.rheostat.model.fleet.Workload;
import java.util.Optional;
import java.util.SortedMap;

/// A root under change within one step; it never leaves the step.
final class RootDraft {
  private final WorkloadRoot before;
  Optional<Workload> declared;
  long declaredAt;
  long firstObservedAt;
  BucketRing arrivals;
  BucketRing promptTokens;
  BucketRing generatedTokens;
  BucketRing finished;
  BucketRing samples;
  LatencyWindow timeToFirstToken;
  LatencyWindow timePerOutputToken;
  DemandForecast forecast;
  long forecastAt;
  long learnedAt;
  SortedMap<String, EngineModel> engines;
  SortedMap<String, StepModel> steps;
  double inputTokens;
  double outputTokens;
  WorkloadRoot.Emitted emitted;

  RootDraft(WorkloadRoot root) {
    before = root;
    declared = root.declared();
    declaredAt = root.declaredAt();
    firstObservedAt = root.firstObservedAt();
    arrivals = root.arrivals();
    promptTokens = root.promptTokens();
    generatedTokens = root.generatedTokens();
    finished = root.finished();
    samples = root.samples();
    timeToFirstToken = root.timeToFirstToken();
    timePerOutputToken = root.timePerOutputToken();
    forecast = root.forecast();
    forecastAt = root.forecastAt();
    learnedAt = root.learnedAt();
    engines = root.engines();
    steps = root.steps();
    inputTokens = root.inputTokens();
    outputTokens = root.outputTokens();
    emitted = root.emitted();
  }

  WorkloadRoot build() {
    return new WorkloadRoot(
        before.name(),
        declared,
        declaredAt,
        firstObservedAt,
        arrivals,
        promptTokens,
        generatedTokens,
        finished,
        samples,
        timeToFirstToken,
        timePerOutputToken,
        forecast,
        forecastAt,
        learnedAt,
        engines,
        steps,
        inputTokens,
        outputTokens,
        emitted);
  }
}
