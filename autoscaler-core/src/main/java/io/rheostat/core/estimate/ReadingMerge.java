package io.rheostat.core.estimate;

import io.rheostat.core.performance.StepModel;
import io.rheostat.model.signal.Origin;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One reading merged into its replica and its workload.
///
/// Each series stands for itself: a sample that is not newer than its series' last is dropped
/// before anything else looks at it, so doubled, split and paired requests change nothing. Growth
/// since the last sample is spread over the time between the two. Arrivals are what finished plus
/// the growth of what runs and waits, added series by series, so that it does not matter in which
/// order the parts come.
final class ReadingMerge {
  private static final double ARRIVAL_SMOOTHING_SECONDS = 30;
  private static final double INTERVAL_WEIGHT = 0.3;
  private static final long WATCHED_MILLIS = 30_000;
  private static final long BEGUN_MILLIS = 5_000;

  /// Larger values are nobody's measurement (some exporters say MaxFloat64 for "no limit"); sums of
  /// them would overflow.
  private static final double LARGEST = 1e15;

  private static final List<Signal> STEP =
      List.of(Signal.STEP_TIME, Signal.WORKERS, Signal.BATCH_SIZE);

  private final RootDraft root;
  private final ReplicaState before;
  private final long at;
  private final SeriesDraft series;
  private final List<HistogramSeries> histograms;
  private Work work;
  private double arrivalRate;
  private Sample.@Nullable Bucket run;
  private int runIndex;
  private int runLength;
  private double[] runBounds = new double[32];
  private double[] runCounts = new double[32];
  private boolean stepTold;
  private boolean tellsOfWork;
  private boolean tellsOfItself;

  private ReadingMerge(RootDraft root, ReplicaState replica, long at) {
    this.root = root;
    this.before = replica;
    this.at = at;
    series = new SeriesDraft(replica.series());
    histograms = new ArrayList<>(replica.histograms());
    work = replica.work();
    arrivalRate = replica.arrivalRate();
  }

  /// The replica after the reading; the workload's part goes into the draft.
  ///
  /// @param receivedAt the fold's now, epoch milliseconds
  static ReplicaState merge(
      RootDraft root, ReplicaState replica, Reading reading, long receivedAt) {
    ReadingMerge merge = new ReadingMerge(root, replica, reading.observedAt().toEpochMilli());
    for (Sample sample : reading.samples()) {
      merge.tellsOfWork |= sample.signal().isOfWork();
      merge.tellsOfItself |= sample.signal().isOfWork() || sample.signal().isOfDevice();
      switch (sample) {
        case Sample.Scalar(Signal signal, Origin origin, double value) ->
            merge.scalar(signal, origin, value);
        case Sample.Bucket bucket -> merge.bucket(bucket);
      }
    }
    merge.endRun();
    merge.settleHistograms();
    merge.learnStep();
    return merge.result(reading, receivedAt);
  }

  private ReplicaState result(Reading reading, long receivedAt) {
    // What its orchestrator says of it, at a pace of its own, is no sign of life.
    boolean counts = tellsOfItself || before.receivedAt() == 0;
    long newest = counts ? Math.max(before.observedAt(), at) : before.observedAt();
    double interval = before.intervalMillis();
    if (tellsOfItself && before.receivedAt() > 0 && at > before.observedAt()) {
      double gap = at - before.observedAt();
      interval = interval == 0 ? gap : interval + INTERVAL_WEIGHT * (gap - interval);
    }
    histograms.removeIf(one -> !series.has(one.key()));
    return new ReplicaState(
        before.name(),
        reading.placement(),
        tellsOfWork ? receivedAt : before.receivedAt(),
        newest,
        interval,
        InFlight.of(series.build(), before.staleAfterMillis()),
        series.build(),
        List.copyOf(histograms),
        arrivalRate,
        work);
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
    double value =
        origin.temporality() == Origin.Temporality.DELTA
            ? Math.min(LARGEST, previous + Math.max(0, within))
            : within;
    series.set(place, at, value);
    stepTold |= at > newest && STEP.contains(signal);
    if (last == 0) {
      begun(signal, value);
      return;
    }
    if (signal.kind() == Signal.Kind.COUNTER) {
      double growth = value >= previous ? value - previous : Math.max(0, value);
      grew(signal, growth, new Span(last, newest));
    } else {
      moved(signal, new Move(previous, value), new Span(last, newest));
    }
  }

  /// What a replica that has just become ready runs and queues came to it since: a workload that
  /// has
  /// been watched for a while would seem to lose what its newest replica takes over.
  private void begun(Signal signal, double value) {
    boolean gauge = signal == Signal.REQUESTS_RUNNING || signal == Signal.REQUESTS_WAITING;
    boolean watched = root.firstObservedAt > 0 && at - root.firstObservedAt > WATCHED_MILLIS;
    if (gauge && watched && value > 0) {
      if (signal == Signal.REQUESTS_RUNNING) {
        admit(value, at - BEGUN_MILLIS);
      }
      arrive(value, at - BEGUN_MILLIS);
    }
  }

  /// Times before this sample's.
  ///
  /// @param last of the series
  /// @param newest of its signal
  private record Span(long last, long newest) {}

  private record Move(double from, double to) {}

  private void grew(Signal signal, double growth, Span span) {
    long last = span.last;
    switch (signal) {
      case REQUESTS_FINISHED -> {
        root.finished = root.finished.add(last, at, growth);
        work = work.plus(Work.finished(growth));
        admit(growth, last);
        arrive(growth, last);
        smoothArrivals(growth, span);
      }
      case PROMPT_TOKENS -> {
        root.promptTokens = root.promptTokens.add(last, at, growth);
        work = work.plus(Work.prompt(growth));
      }
      case GENERATION_TOKENS -> {
        root.generatedTokens = root.generatedTokens.add(last, at, growth);
        work = work.plus(Work.generated(growth));
      }
      case SAMPLES -> root.samples = root.samples.add(last, at, growth);
      case TIME_TO_FIRST_TOKEN_SUM ->
          root.timeToFirstToken = root.timeToFirstToken.addSum(at, growth);
      case TIME_PER_OUTPUT_TOKEN_SUM -> {
        root.timePerOutputToken = root.timePerOutputToken.addSum(at, growth);
        work = work.plus(Work.tokenSeconds(growth));
      }
      default -> {}
    }
  }

  /// Of several series the first to tell of a new time lets the old rate fade; each adds its own.
  private void smoothArrivals(double growth, Span span) {
    if (at > span.newest) {
      double passed = Math.min(1, (at - span.newest) / 1000.0 / ARRIVAL_SMOOTHING_SECONDS);
      arrivalRate = Exact.round(arrivalRate * (1 - passed));
    }
    double seconds = Math.max(ARRIVAL_SMOOTHING_SECONDS, (at - span.last) / 1000.0);
    arrivalRate += Exact.round(growth / seconds);
  }

  private void moved(Signal signal, Move move, Span span) {
    double seconds = (at - span.last) / 1000.0;
    switch (signal) {
      case REQUESTS_RUNNING -> {
        // Time passes once for a replica, however many series tell of it.
        double passed = Math.max(0, at - span.newest) / 1000.0;
        work = work.plus(Work.running((move.from + move.to) / 2 * seconds, passed));
        admit(move.to - move.from, span.last);
        arrive(move.to - move.from, span.last);
      }
      case REQUESTS_WAITING -> {
        if (move.from > 0 && move.to > 0) {
          int telling = series.telling(signal, before.staleAfterMillis());
          work = work.plus(Work.queueing(seconds / telling));
        }
        arrive(move.to - move.from, span.last);
      }
      default -> {}
    }
  }

  /// What finished and what runs more than before was taken into a batch.
  private void admit(double requests, long last) {
    root.admitted = root.admitted.add(last, at, requests);
  }

  private void arrive(double requests, long last) {
    root.arrivals = root.arrivals.add(last, at, requests);
  }

  /// A step is learned once, when its time, width and batch of one `observedAt` are all there: the
  /// width of another page does not belong to it.
  private void learnStep() {
    for (Signal part : STEP) {
      if (!stepTold || series.newest(part) != at) {
        return;
      }
    }
    long silence = before.staleAfterMillis();
    double seconds = series.merged(Signal.STEP_TIME, silence);
    StepModel model = root.steps.get(before.placement());
    int workers = (int) series.merged(Signal.WORKERS, silence);
    double batch = series.merged(Signal.BATCH_SIZE, silence);
    if (model == null || workers < 1 || batch <= 0 || seconds <= 0) {
      return;
    }
    SortedMap<String, StepModel> changed = new TreeMap<>(root.steps);
    changed.put(before.placement(), model.observe(workers, batch / workers, seconds));
    root.steps = changed;
  }

  /// Buckets of one histogram come one after the other; they are gathered and added together.
  private void bucket(Sample.Bucket bucket) {
    double bound = bucket.upperBound();
    if (bound < 0 || (bound > LARGEST && !Double.isInfinite(bound))) {
      return;
    }
    Signal signal = bucket.signal();
    Origin origin = bucket.origin();
    if (run == null || run.signal() != signal || !run.origin().equals(origin)) {
      endRun();
      run = bucket;
      runIndex =
          series.place(signal, origin, at) < 0 ? -1 : histogram(SeriesKey.of(signal, origin));
    }
    if (runIndex < 0) {
      return;
    }
    if (runLength == runBounds.length) {
      runBounds = Arrays.copyOf(runBounds, 2 * runLength);
      runCounts = Arrays.copyOf(runCounts, 2 * runLength);
    }
    double told = bucket.cumulativeCount();
    double total =
        origin.temporality() == Origin.Temporality.DELTA
            ? histograms.get(runIndex).state().last(at, bound) + told
            : told;
    runBounds[runLength] = bound;
    runCounts[runLength++] = Exact.round(Math.min(LARGEST, total));
  }

  private void endRun() {
    if (run != null && runLength > 0) {
      // Other samples may have moved the series' place since.
      int place = series.place(run.signal(), run.origin(), at);
      series.set(place, Math.max(at, series.seenAt(place)), 0);
      HistogramSeries known = histograms.get(runIndex);
      histograms.set(
          runIndex,
          new HistogramSeries(
              known.key(), known.state().addAll(at, runBounds, runCounts, runLength)));
      runLength = 0;
    }
  }

  /// Where a histogram is kept; a new one finds its place among the others.
  private int histogram(long key) {
    int place = 0;
    while (place < histograms.size() && histograms.get(place).key() < key) {
      place++;
    }
    if (place == histograms.size() || histograms.get(place).key() != key) {
      histograms.add(place, new HistogramSeries(key, HistogramState.EMPTY));
    }
    return place;
  }

  private void settleHistograms() {
    for (int i = 0; i < histograms.size(); i++) {
      HistogramSeries histogram = histograms.get(i);
      if (histogram.state().isComplete()) {
        count(SeriesKey.signal(histogram.key()), histogram.state());
        histograms.set(i, new HistogramSeries(histogram.key(), histogram.state().settled()));
      }
    }
  }

  private void count(Signal signal, HistogramState histogram) {
    double[] growth = histogram.growth();
    switch (signal) {
      case TIME_TO_FIRST_TOKEN ->
          root.timeToFirstToken = root.timeToFirstToken.add(at, histogram.bounds(), growth);
      case TIME_PER_OUTPUT_TOKEN -> {
        root.timePerOutputToken = root.timePerOutputToken.add(at, histogram.bounds(), growth);
        for (double requests : growth) {
          work = work.plus(Work.timed(requests));
        }
      }
      default -> {}
    }
  }
}
