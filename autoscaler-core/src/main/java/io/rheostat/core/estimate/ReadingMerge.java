package io.rheostat.core.estimate;

import io.rheostat.core.performance.StepModel;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// One reading merged into its replica and its workload.
///
/// Each signal stands for itself: a sample that is not newer than the signal's last is dropped
/// before
/// anything else looks at it, so doubled, split and paired requests change nothing. Growth since
/// the last
/// sample is spread over the time between the two. Arrivals are what finished plus the growth of
/// what
/// runs and waits, added signal by signal, so that it does not matter in which order the parts
/// come.
final class ReadingMerge {
  private static final double ARRIVAL_SMOOTHING_SECONDS = 30;
  private static final double INTERVAL_WEIGHT = 0.3;

  /// Larger values are nobody's measurement (some exporters say MaxFloat64 for "no limit"); sums of
  /// them would overflow.
  private static final double LARGEST = 1e15;

  private static final List<Signal> STEP =
      List.of(Signal.STEP_TIME, Signal.WORKERS, Signal.BATCH_SIZE);

  private final RootDraft root;
  private final ReplicaState before;
  private final long at;
  private final double[] values;
  private final long[] seenAt;
  private HistogramState timeToFirstToken;
  private HistogramState timePerOutputToken;
  private Work work;
  private double finished;
  private double finishedSeconds;
  private boolean stepTold;
  private boolean tellsOfWork;

  private ReadingMerge(RootDraft root, ReplicaState replica, long at) {
    this.root = root;
    this.before = replica;
    this.at = at;
    values = replica.values().clone();
    seenAt = replica.seenAt().clone();
    timeToFirstToken = replica.timeToFirstToken();
    timePerOutputToken = replica.timePerOutputToken();
    work = replica.work();
  }

  /// The replica after the reading; the workload's part goes into the draft.
  ///
  /// @param receivedAt the fold's now, epoch milliseconds
  static ReplicaState merge(
      RootDraft root, ReplicaState replica, Reading reading, long receivedAt) {
    ReadingMerge merge = new ReadingMerge(root, replica, reading.observedAt().toEpochMilli());
    for (Sample sample : reading.samples()) {
      merge.tellsOfWork |= !sample.signal().isOfDevice();
      switch (sample) {
        case Sample.Scalar(Signal signal, double value) -> merge.scalar(signal, value);
        case Sample.Bucket(Signal signal, double bound, double count) ->
            merge.bucket(signal, bound, count);
      }
    }
    merge.settleHistograms();
    merge.learnStep();
    return merge.result(reading, receivedAt);
  }

  private ReplicaState result(Reading reading, long receivedAt) {
    long newest = Math.max(before.observedAt(), at);
    double interval = before.intervalMillis();
    if (before.observedAt() > 0 && at > before.observedAt()) {
      double gap = at - before.observedAt();
      interval = interval == 0 ? gap : interval + INTERVAL_WEIGHT * (gap - interval);
    }
    double rate = before.arrivalRate();
    if (finishedSeconds > 0) {
      double weight = Math.min(1, finishedSeconds / ARRIVAL_SMOOTHING_SECONDS);
      rate = Math.max(0, rate + weight * (finished / finishedSeconds - rate));
    }
    return new ReplicaState(
        before.name(),
        reading.placement(),
        tellsOfWork ? receivedAt : before.receivedAt(),
        newest,
        interval,
        values,
        seenAt,
        timeToFirstToken,
        timePerOutputToken,
        rate,
        work);
  }

  private void scalar(Signal signal, double told) {
    long last = seenAt[signal.number()];
    if (at <= last) {
      return;
    }
    double value = Math.max(-LARGEST, Math.min(LARGEST, told));
    double previous = values[signal.number()];
    values[signal.number()] = value;
    seenAt[signal.number()] = at;
    stepTold |= STEP.contains(signal);
    if (last == 0) {
      return;
    }
    if (signal.kind() == Signal.Kind.COUNTER) {
      grew(signal, value >= previous ? value - previous : Math.max(0, value), last);
    } else {
      moved(signal, previous, value, last);
    }
  }

  private void grew(Signal signal, double growth, long last) {
    switch (signal) {
      case REQUESTS_FINISHED -> {
        root.finished = root.finished.add(last, at, growth);
        work = work.plus(Work.finished(growth));
        arrive(growth, last);
        finished = growth;
        finishedSeconds = (at - last) / 1000.0;
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

  private void moved(Signal signal, double previous, double value, long last) {
    double seconds = (at - last) / 1000.0;
    switch (signal) {
      case REQUESTS_RUNNING -> {
        work = work.plus(Work.running((previous + value) / 2, seconds));
        arrive(value - previous, last);
      }
      case REQUESTS_WAITING -> {
        if (previous > 0 && value > 0) {
          work = work.plus(Work.queueing(seconds));
        }
        arrive(value - previous, last);
      }
      default -> {}
    }
  }

  private void arrive(double requests, long last) {
    root.arrivals = root.arrivals.add(last, at, requests);
  }

  /// A step is learned once, when its time, width and batch of one `observedAt` are all there: the
  /// width of another page does not belong to it.
  private void learnStep() {
    for (Signal part : STEP) {
      if (!stepTold || seenAt[part.number()] != at) {
        return;
      }
    }
    double seconds = values[Signal.STEP_TIME.number()];
    StepModel model = root.steps.get(before.placement());
    int workers = (int) values[Signal.WORKERS.number()];
    double batch = values[Signal.BATCH_SIZE.number()];
    if (model == null || workers < 1 || batch <= 0 || seconds <= 0) {
      return;
    }
    SortedMap<String, StepModel> changed = new TreeMap<>(root.steps);
    changed.put(before.placement(), model.observe(workers, batch / workers, seconds));
    root.steps = changed;
  }

  private void bucket(Signal signal, double bound, double told) {
    if (bound < 0 || (bound > LARGEST && !Double.isInfinite(bound))) {
      return;
    }
    double count = Exact.round(Math.min(LARGEST, told));
    switch (signal) {
      case TIME_TO_FIRST_TOKEN -> timeToFirstToken = timeToFirstToken.add(at, bound, count);
      case TIME_PER_OUTPUT_TOKEN -> timePerOutputToken = timePerOutputToken.add(at, bound, count);
      default -> {}
    }
  }

  private void settleHistograms() {
    if (timeToFirstToken.isComplete()) {
      double[] growth = timeToFirstToken.growth();
      root.timeToFirstToken = root.timeToFirstToken.add(at, timeToFirstToken.bounds(), growth);
      timeToFirstToken = timeToFirstToken.settled();
    }
    if (timePerOutputToken.isComplete()) {
      double[] growth = timePerOutputToken.growth();
      root.timePerOutputToken =
          root.timePerOutputToken.add(at, timePerOutputToken.bounds(), growth);
      for (double requests : growth) {
        work = work.plus(Work.timed(requests));
      }
      timePerOutputToken = timePerOutputToken.settled();
    }
  }
}
