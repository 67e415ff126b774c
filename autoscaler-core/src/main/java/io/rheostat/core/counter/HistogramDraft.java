package io.rheostat.core.counter;

import io.rheostat.core.series.ExactSums;
import io.rheostat.core.series.SeriesDraft;
import io.rheostat.core.series.SeriesKey;
import io.rheostat.model.signal.Origin;
import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Histograms of a replica under change within one step; they never leave the step.
public final class HistogramDraft {
  /// Upper bound of plausible bounds and counts: larger ones are nobody's measurement.
  private static final double LARGEST = 1e15;

  /// Upper bound of plausible observations between two samples.
  private static final double LARGEST_DELTA = 1e9;

  private final List<HistogramSeries> before;
  private final List<HistogramSeries> histograms;
  private final SeriesDraft series;
  private final long at;
  private Sample.@Nullable Bucket run;
  private int runIndex;
  private int runLength;
  private double[] runBounds = new double[32];
  private double[] runCounts = new double[32];

  public HistogramDraft(List<HistogramSeries> before, SeriesDraft series, long at) {
    this.before = before;
    histograms = new ArrayList<>(before);
    this.series = series;
    this.at = at;
  }

  /// Growth of a histogram by bucket alone, not cumulative.
  ///
  /// @param to end of the time of growth, epoch milliseconds
  /// @param buckets growth; below 0 where it is taken back
  @SuppressWarnings("ArrayRecordComponent") // never leaves the step
  public record Growth(Signal signal, long to, double[] bounds, double[] buckets) {}

  /// Returns the current histograms, without those of removed series.
  public List<HistogramSeries> build() {
    histograms.removeIf(one -> !series.has(one.key()));
    return List.copyOf(histograms);
  }

  /// Adds a bucket. Buckets of one histogram arrive one after the other; they are gathered and
  /// added together.
  public void add(Sample.Bucket bucket) {
    double bound = bucket.upperBound();
    double told = bucket.cumulativeCount();
    Signal signal = bucket.signal();
    Origin origin = bucket.origin();
    boolean delta = origin.temporality() == Origin.Temporality.DELTA;
    if (bound < 0
        || (bound > LARGEST && !Double.isInfinite(bound))
        || (delta && told > LARGEST_DELTA)) {
      return;
    }
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
    double total = delta ? histograms.get(runIndex).state().last(at, bound) + told : told;
    runBounds[runLength] = bound;
    runCounts[runLength++] = ExactSums.round(Math.min(LARGEST, total));
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

  /// Returns the place of a histogram; a new one finds its place among the others.
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

  /// Judges the complete histograms, and returns their growth.
  public List<Growth> settle(CounterDraft counters) {
    endRun();
    List<Growth> growths = new ArrayList<>();
    for (int i = 0; i < histograms.size(); i++) {
      HistogramSeries histogram = histograms.get(i);
      HistogramState state = histogram.state();
      boolean complete = state.isComplete();
      if (hasRebased(histogram) || (complete && !state.hasSameBounds())) {
        // Lines and growth of other buckets can neither be compared nor counted.
        counters.forget(histogram.key());
      }
      if (complete) {
        histograms.set(
            i, new HistogramSeries(histogram.key(), settled(histogram, counters, growths)));
      }
    }
    return growths;
  }

  /// Returns whether a histogram is compared with other buckets than before the step.
  private boolean hasRebased(HistogramSeries histogram) {
    for (HistogramSeries old : before) {
      if (old.key() == histogram.key()) {
        return !Arrays.equals(old.state().bounds(), histogram.state().bounds());
      }
    }
    return true;
  }

  private static HistogramState settled(
      HistogramSeries histogram, CounterDraft counters, List<Growth> growths) {
    HistogramState state = histogram.state();
    if (!state.hasSameBounds()) {
      return state.settled();
    }
    CounterTrack track = counters.track(histogram.key());
    CounterVerdict verdict = counters.judge(track, state.line(), state.sample(), false);
    Signal signal = SeriesKey.signal(histogram.key());
    for (CounterGrowth growth : verdict.growths()) {
      growths.add(new Growth(signal, growth.to(), state.bounds(), buckets(growth.values())));
    }
    return state.settled(verdict.main().values());
  }

  /// Returns the amount of each bucket beyond those below it.
  private static double[] buckets(double[] cumulative) {
    double sign = cumulative[cumulative.length - 1] < 0 ? -1 : 1;
    double[] buckets = new double[cumulative.length];
    double below = 0;
    for (int i = 0; i < cumulative.length; i++) {
      double amount = sign * cumulative[i];
      buckets[i] = sign * Math.max(0, amount - below);
      below = Math.max(below, amount);
    }
    return buckets;
  }
}
