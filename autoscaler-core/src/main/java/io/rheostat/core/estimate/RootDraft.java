package io.rheostat.core.estimate;

import io.rheostat.core.forecast.DemandForecast;
import io.rheostat.core.performance.EngineModel;
import io.rheostat.core.performance.QualityCurve;
import io.rheostat.core.performance.StepModel;
import io.rheostat.model.fleet.Workload;
import java.util.Optional;
import java.util.SortedMap;

/// Root under change within one step; it never leaves the step.
final class RootDraft {
  private final WorkloadRoot before;
  Optional<Workload> declared;
  long declaredAt;
  long firstObservedAt;
  BucketRing arrivals;
  BucketRing promptTokens;
  BucketRing generatedTokens;
  BucketRing finished;
  BucketRing admitted;
  BucketRing samples;
  LatencyWindow timeToFirstToken;
  LatencyWindow timePerOutputToken;
  DemandForecast forecast;
  long forecastAt;
  long learnedAt;
  SortedMap<String, EngineModel> engines;
  QualityCurve quality;
  SortedMap<String, StepModel> steps;
  double inputTokens;
  double outputTokens;
  double lengthRequests;
  long backloggedAt;
  long watchedSince;
  long readAt;
  WorkloadRoot.Emitted emitted;
  Optional<Gateway> gateway;
  Presence presence;

  RootDraft(WorkloadRoot root) {
    before = root;
    WorkloadRoot.Learned learned = root.learned();
    declared = learned.declared();
    declaredAt = learned.declaredAt();
    firstObservedAt = learned.firstObservedAt();
    forecast = learned.forecast();
    forecastAt = learned.forecastAt();
    learnedAt = learned.learnedAt();
    engines = learned.engines();
    quality = learned.quality();
    steps = learned.steps();
    inputTokens = learned.inputTokens();
    outputTokens = learned.outputTokens();
    lengthRequests = learned.lengthRequests();
    backloggedAt = learned.backloggedAt();
    watchedSince = learned.watchedSince();
    WorkloadRoot.Windows windows = root.windows();
    arrivals = windows.arrivals();
    promptTokens = windows.promptTokens();
    generatedTokens = windows.generatedTokens();
    finished = windows.finished();
    admitted = windows.admitted();
    samples = windows.samples();
    timeToFirstToken = windows.timeToFirstToken();
    timePerOutputToken = windows.timePerOutputToken();
    emitted = windows.emitted();
    readAt = windows.readAt();
    gateway = windows.gateway();
    presence = windows.presence();
  }

  WorkloadRoot build() {
    return new WorkloadRoot(
        before.name(),
        learnedNothing() ? before.learned() : learned(),
        new WorkloadRoot.Windows(
            arrivals,
            promptTokens,
            generatedTokens,
            finished,
            admitted,
            samples,
            timeToFirstToken,
            timePerOutputToken,
            emitted,
            readAt,
            gateway,
            presence));
  }

  /// Returns whether nothing was learned. The very same object is shared, so a host sees that it
  /// need not be written.
  @SuppressWarnings({"ReferenceEquality", "OptionalEquality"}) // a changed one is another object
  private boolean learnedNothing() {
    WorkloadRoot.Learned learned = before.learned();
    return declared == learned.declared()
        && forecast == learned.forecast()
        && engines == learned.engines()
        && quality == learned.quality()
        && steps == learned.steps()
        && declaredAt == learned.declaredAt()
        && firstObservedAt == learned.firstObservedAt()
        && forecastAt == learned.forecastAt()
        && learnedAt == learned.learnedAt()
        && inputTokens == learned.inputTokens()
        && outputTokens == learned.outputTokens()
        && lengthRequests == learned.lengthRequests()
        && backloggedAt == learned.backloggedAt()
        && watchedSince == learned.watchedSince();
  }

  private WorkloadRoot.Learned learned() {
    return new WorkloadRoot.Learned(
        declared,
        declaredAt,
        firstObservedAt,
        forecast,
        forecastAt,
        learnedAt,
        engines,
        quality,
        steps,
        inputTokens,
        outputTokens,
        lengthRequests,
        backloggedAt,
        watchedSince);
  }
}
