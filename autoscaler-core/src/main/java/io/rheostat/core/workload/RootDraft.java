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
import java.util.Optional;
import java.util.SortedMap;

/// Root under change within one step; it never leaves the step.
public final class RootDraft {
  private final WorkloadRoot before;
  public Optional<Workload> declared;
  public long declaredAt;
  public long firstObservedAt;
  public BucketRing arrivals;
  public BucketRing promptTokens;
  public BucketRing generatedTokens;
  public BucketRing finished;
  public BucketRing admitted;
  public BucketRing samples;
  public LatencyWindow timeToFirstToken;
  public LatencyWindow timePerOutputToken;
  public DemandForecast forecast;
  public long forecastAt;
  public long learnedAt;
  public SortedMap<String, EngineModel> engines;
  public ObservedAttainment quality;
  public SortedMap<String, StepModel> steps;
  public SortedMap<String, ThroughputModel> throughputs;
  public double inputTokens;
  public double outputTokens;
  public double lengthRequests;
  public long backloggedAt;
  public long watchedSince;
  public SortedMap<String, HostUse> hosts;
  public GradientStatistics startGradients;
  public boolean ended;
  public LastJobReport lastReport;
  public long readAt;
  public WorkloadRoot.Emitted emitted;
  public Optional<GatewayArrivals> gateway;
  public Presence presence;

  public RootDraft(WorkloadRoot root) {
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
    throughputs = learned.throughputs();
    inputTokens = learned.inputTokens();
    outputTokens = learned.outputTokens();
    lengthRequests = learned.lengthRequests();
    backloggedAt = learned.backloggedAt();
    watchedSince = learned.watchedSince();
    hosts = learned.hosts();
    startGradients = learned.startGradients();
    ended = learned.ended();
    lastReport = learned.lastReport();
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

  /// Returns a root after the clock turned back: everything learned stays. Windows begin again, and
  /// demand counts as watched from now on, so missing measurements do not read as a lull.
  public static WorkloadRoot measuredAnew(WorkloadRoot root, long now) {
    RootDraft draft =
        new RootDraft(new WorkloadRoot(root.name(), root.learned(), WorkloadRoot.Windows.EMPTY));
    draft.declaredAt = Math.min(draft.declaredAt, now);
    draft.firstObservedAt = draft.firstObservedAt == 0 ? 0 : now;
    draft.forecastAt = 0;
    draft.learnedAt = Math.min(draft.learnedAt, now);
    draft.backloggedAt = Math.min(draft.backloggedAt, now);
    return draft.build();
  }

  /// Returns the changed root.
  public WorkloadRoot build() {
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
        && throughputs == learned.throughputs()
        && declaredAt == learned.declaredAt()
        && firstObservedAt == learned.firstObservedAt()
        && forecastAt == learned.forecastAt()
        && learnedAt == learned.learnedAt()
        && inputTokens == learned.inputTokens()
        && outputTokens == learned.outputTokens()
        && lengthRequests == learned.lengthRequests()
        && backloggedAt == learned.backloggedAt()
        && watchedSince == learned.watchedSince()
        && hosts == learned.hosts()
        && startGradients == learned.startGradients()
        && ended == learned.ended()
        && lastReport.equals(learned.lastReport());
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
        throughputs,
        inputTokens,
        outputTokens,
        lengthRequests,
        backloggedAt,
        watchedSince,
        hosts,
        startGradients,
        ended,
        lastReport);
  }
}
