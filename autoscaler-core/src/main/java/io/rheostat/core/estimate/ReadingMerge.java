package io.rheostat.core.estimate;

import io.rheostat.core.capacity.EngineModel;
import io.rheostat.core.capacity.StepModel;
import io.rheostat.core.counter.CounterDraft;
import io.rheostat.core.counter.CounterGrowth;
import io.rheostat.core.counter.CounterLine;
import io.rheostat.core.counter.CounterTrack;
import io.rheostat.core.counter.CounterVerdict;
import io.rheostat.core.counter.EngineLimits;
import io.rheostat.core.counter.HistogramDraft;
import io.rheostat.core.estimate.training.StepLearning;
import io.rheostat.core.series.SeriesDraft;
import io.rheostat.core.series.SeriesKey;
import io.rheostat.core.workload.ReplicaRequests;
import io.rheostat.core.workload.ReplicaState;
import io.rheostat.core.workload.RootDraft;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.signal.Origin;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/// Merge of one reading into its replica and its workload.
///
/// Each series stands for itself: a sample no newer than its series' last is dropped first, so
/// doubled, split and paired requests change nothing. Growth since the last sample is spread over
/// the time between the two. Arrivals are the finished requests plus the growth of running and
/// waiting ones, added series by series, so the order of the parts does not matter. [CounterJudge]
/// interprets a counter's fall or jump.
final class ReadingMerge {
  /// Weight of a new gap between readings against the known mean.
  private static final double INTERVAL_WEIGHT = 0.3;

  /// Largest first value of a counter of requests that was not there before.
  private static final double FEW_REQUESTS = 20;

  /// Upper bound of plausible values: larger ones are nobody's measurement (some exporters send
  /// MaxFloat64 for "no limit"), and sums of them would overflow.
  private static final double LARGEST = 1e15;

  /// Bound at which a sum of growth starts again at 0, before it loses its lowest digits.
  private static final double LARGEST_SUM = 1e12;

  /// Largest number of requests, or workers, arriving at a replica at one moment.
  private static final double MOST_AT_ONCE = 10_000;

  /// Largest intake of one server, requests per second.
  private static final double MOST_PER_SECOND = 1_000;

  /// Largest progress of a training job, samples per second.
  private static final double MOST_PROGRESS = 1e6;

  /// Longest training step, seconds: a day.
  private static final double LONGEST_STEP_SECONDS = 86_400;

  /// Signals that describe a training step together.
  private static final List<Signal> STEP =
      List.of(Signal.STEP_TIME, Signal.WORKERS, Signal.BATCH_SIZE);

  private final RootDraft root;
  private final ReplicaState before;
  private final long at;
  private final SeriesDraft series;
  private final HistogramDraft histograms;
  private final CounterDraft counters;
  private final GrowthMerge growths;
  private boolean stepTold;
  private boolean detailTold;
  private boolean tellsOfWork;
  private boolean tellsOfItself;

  private ReadingMerge(RootDraft root, ReplicaState replica, long at) {
    this.root = root;
    this.before = replica;
    this.at = at;
    series = new SeriesDraft(replica.series());
    histograms = new HistogramDraft(replica.histograms(), series, at);
    EngineModel engine = root.engines.get(replica.placement());
    counters =
        new CounterDraft(
            replica.counters(),
            EngineLimits.of(Optional.ofNullable(engine), root.inputTokens, root.outputTokens));
    growths = new GrowthMerge(root, replica, series, at);
  }

  /// Replica after a reading.
  ///
  /// @param replica its state
  /// @param doubtful whether one of its counters or gauges did not count, or not yet
  /// @param jumped whether one of its counters came back to a line left before
  record Merged(ReplicaState replica, boolean doubtful, boolean jumped) {}

  /// Merges a reading into its replica; the workload's part goes into the draft.
  ///
  /// @param receivedAt the fold's now, epoch milliseconds
  static Merged merge(RootDraft root, ReplicaState replica, Reading reading, long receivedAt) {
    ReadingMerge merge = new ReadingMerge(root, replica, reading.observedAt().toEpochMilli());
    for (Sample sample : reading.samples()) {
      merge.tellsOfWork |= sample.signal().isOfWork();
      merge.tellsOfItself |= sample.signal().isOfWork() || sample.signal().isOfDevice();
      switch (sample) {
        case Sample.Scalar(Signal signal, Origin origin, double value) ->
            merge.scalar(signal, origin, value);
        case Sample.Bucket bucket -> merge.histograms.add(bucket);
      }
    }
    merge.histograms.settle(merge.counters).forEach(merge.growths::observed);
    merge.learnStep();
    return new Merged(
        merge.result(reading, receivedAt),
        merge.counters.hasHeld(),
        merge.counters.jumpedAt(merge.at));
  }

  private ReplicaState result(Reading reading, long receivedAt) {
    // Reports of its orchestrator, at a pace of their own, are no sign of life.
    boolean counts = tellsOfItself || before.receivedAt() == 0;
    long newest = counts ? Math.max(before.observedAt(), at) : before.observedAt();
    double interval = before.intervalMillis();
    if (tellsOfItself && before.receivedAt() > 0 && at > before.observedAt()) {
      double gap = at - before.observedAt();
      interval = interval == 0 ? gap : interval + INTERVAL_WEIGHT * (gap - interval);
    }
    return new ReplicaState(
        before.name(),
        reading.placement(),
        tellsOfWork ? receivedAt : before.receivedAt(),
        newest,
        interval,
        ReplicaRequests.of(series.build(), before.staleAfterMillis()),
        series.build(),
        histograms.build(),
        growths.arrivalRate(),
        growths.work(),
        counters.build(series));
  }

  private void scalar(Signal signal, Origin origin, double told) {
    int place = series.place(signal, origin, at);
    if (place < 0 || at <= series.seenAt(place)) {
      return;
    }
    long newest = series.newestOfSignal(place);
    long last = series.seenAt(place);
    double previous = series.value(place);
    double within = Math.max(-LARGEST, Math.min(LARGEST, told));
    double value = within;
    if (origin.temporality() == Origin.Temporality.DELTA) {
      value = (previous > LARGEST_SUM ? 0 : previous) + Math.max(0, within);
    }
    if (signal.kind() == Signal.Kind.COUNTER) {
      counted(place, signal, value, newest);
      return;
    }
    double most = mostRise(signal, last == 0 ? 0 : at - last);
    if (counters.isAbsurd(series.key(place), value - previous, most)) {
      series.set(place, at, previous);
      return;
    }
    series.set(place, at, value);
    stepTold |= at > newest && STEP.contains(signal);
    detailTold |= at > newest && StepLearning.DETAILS.contains(signal);
    if (last == 0) {
      growths.begun(signal, Math.min(most, value));
    } else {
      growths.moved(
          signal,
          new GrowthMerge.Move(previous, Math.min(previous + most, value)),
          new GrowthMerge.Span(last, at, newest));
    }
  }

  /// Returns the largest rise of a gauge believed at once.
  private static double mostRise(Signal signal, long millis) {
    double seconds = Math.max(0, millis) / 1000.0;
    return switch (signal) {
      case REQUESTS_RUNNING, REQUESTS_WAITING, GATEWAY_WAITING ->
          MOST_AT_ONCE + MOST_PER_SECOND * seconds;
      case WORKERS -> MOST_AT_ONCE;
      case PROGRESS -> MOST_PROGRESS * (1 + seconds);
      case STEP_TIME -> LONGEST_STEP_SECONDS;
      default -> Double.POSITIVE_INFINITY;
    };
  }

  /// Merges a counter's sample newer than the series' last.
  private void counted(int place, Signal signal, double value, long newest) {
    long last = series.seenAt(place);
    double previous = series.value(place);
    long key = series.key(place);
    boolean first = last == 0;
    boolean steady = value >= previous && value - previous <= counters.likely(signal, at - last);
    if (first || (steady && !counters.doubts(key))) {
      series.set(place, at, value);
      if (!first) {
        growths.grew(signal, value - previous, new GrowthMerge.Span(last, at, newest));
      } else if (signal == Signal.GATEWAY_REQUESTS) {
        // A gateway writes no series before the first request: that one has to count.
        double few = value <= FEW_REQUESTS ? value : 0;
        growths.grew(signal, few, growths.firstSpan(newest));
      }
      return;
    }
    CounterTrack track = counters.track(key);
    CounterVerdict verdict =
        counters.judge(
            track, CounterLine.of(previous, last), CounterLine.of(value, at), goesOnAlone(track));
    series.set(place, at, verdict.main().total());
    long fadedUntil = newest;
    for (CounterGrowth growth : verdict.growths()) {
      growths.grew(
          signal, growth.values()[0], new GrowthMerge.Span(growth.from(), growth.to(), fadedUntil));
      fadedUntil = Math.max(fadedUntil, at);
    }
  }

  /// Returns whether other counters of the replica went on where this one seems to have begun
  /// again.
  private boolean goesOnAlone(CounterTrack track) {
    if (track.stage() != CounterTrack.Stage.RESTARTED) {
      return false;
    }
    for (int i = 0; i < series.size(); i++) {
      boolean counts = SeriesKey.signal(series.key(i)).kind() == Signal.Kind.COUNTER;
      boolean came = series.seenAt(i) >= track.owed().to() && series.value(i) > 0;
      if (counts && came && series.key(i) != track.key()) {
        if (!counters.track(series.key(i)).restartedSince(track.owed().from())) {
          return true;
        }
      }
    }
    return false;
  }

  /// Learns a step once, when its time, width and batch of one `observedAt` are all there: the
  /// width of another page does not belong to it.
  private void learnStep() {
    if (!(stepTold || detailTold) || !STEP.stream().allMatch(this::isOfNow)) {
      return;
    }
    long silence = before.staleAfterMillis();
    double seconds = series.merged(Signal.STEP_TIME, silence);
    int workers = (int) series.merged(Signal.WORKERS, silence);
    double batch = series.merged(Signal.BATCH_SIZE, silence);
    if (workers < 1 || batch <= 0 || seconds <= 0) {
      return;
    }
    StepModel model = root.steps.get(before.placement());
    if (model == null && !isElastic()) {
      return;
    }
    if (stepTold && model != null) {
      SortedMap<String, StepModel> changed = new TreeMap<>(root.steps);
      changed.put(before.placement(), model.observe(workers, batch / workers, seconds));
      root.steps = changed;
    }
    // What the page told before and not yet of this time is still to come in another part.
    if (StepLearning.DETAILS.stream().allMatch(one -> series.newest(one) <= 0 || isOfNow(one))) {
      StepLearning.learn(root, before.placement(), step(workers, batch, seconds, silence));
    }
  }

  /// Returns whether the workload is a job with a delay cost: it learns without any profile.
  private boolean isElastic() {
    return root.declared.map(Workload::hasDelayCost).orElse(false);
  }

  private boolean isOfNow(Signal signal) {
    return series.newest(signal) == at;
  }

  /// Returns the step's signals of one `observedAt`; those of another count as not told.
  private StepLearning.Step step(int workers, double batch, double seconds, long silence) {
    return new StepLearning.Step(
        workers,
        batch,
        seconds,
        signal ->
            isOfNow(signal)
                ? OptionalDouble.of(series.merged(signal, silence))
                : OptionalDouble.empty());
  }
}
