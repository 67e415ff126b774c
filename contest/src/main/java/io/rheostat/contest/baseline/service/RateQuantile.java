package io.rheostat.contest.baseline.service;

import io.rheostat.simulator.engine.HistogramView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/// `histogram_quantile(q, sum by (le) (rate(h[w])))` over the replicas of a service, as Prometheus
/// computes it from its scrapes: of each series the increase between the window's first and last
/// sample, extrapolated to the window's ends where those are near (within 1.1 sample distances,
/// else by half a distance) and never to before the series was 0.
public final class RateQuantile {
  private static final double NEAR = 1.1;

  private record Scrape(Instant at, HistogramView histogram) {}

  private final Duration window;
  private final SortedMap<String, Deque<Scrape>> replicas = new TreeMap<>();

  public RateQuantile(Duration window) {
    this.window = window;
  }

  /// Adds one replica's histogram; time does not go back.
  public void add(Instant at, String replica, HistogramView histogram) {
    replicas.computeIfAbsent(replica, _ -> new ArrayDeque<>()).addLast(new Scrape(at, histogram));
  }

  /// Returns the quantile over the window up to `now`; empty without observations in it.
  public OptionalDouble of(double share, Instant now) {
    Instant from = now.minus(window);
    for (Deque<Scrape> scrapes : replicas.values()) {
      while (!scrapes.isEmpty() && !scrapes.getFirst().at.isAfter(from)) {
        scrapes.removeFirst();
      }
    }
    replicas.values().removeIf(Deque::isEmpty);
    if (replicas.isEmpty()) {
      return OptionalDouble.empty();
    }
    double[] bounds = replicas.firstEntry().getValue().getFirst().histogram.bounds();
    double[] rates = new double[bounds.length];
    for (Deque<Scrape> scrapes : replicas.values()) {
      if (scrapes.size() > 1) {
        add(rates, scrapes, now);
      }
    }
    return HistogramQuantile.of(share, bounds, rates);
  }

  private void add(double[] rates, Deque<Scrape> scrapes, Instant now) {
    Scrape first = scrapes.getFirst();
    Scrape last = scrapes.getLast();
    Span span =
        new Span(
            seconds(now.minus(window), first.at),
            seconds(first.at, last.at),
            seconds(last.at, now),
            scrapes.size());
    for (int i = 0; i < rates.length; i++) {
      double before = first.histogram.cumulative()[i];
      rates[i] += span.increase(before, last.histogram.cumulative()[i] - before);
    }
  }

  private static double seconds(Instant from, Instant until) {
    return Duration.between(from, until).toNanos() / 1e9;
  }

  /// Position of a series' samples in the window.
  ///
  /// @param toFirst seconds from the window's start to the first sample
  /// @param sampled seconds from the first to the last
  /// @param fromLast seconds from the last to the window's end
  /// @param samples their number
  record Span(double toFirst, double sampled, double fromLast, int samples) {
    /// Returns the increase over the whole window.
    ///
    /// @param first value at the first sample
    /// @param grown by the last sample
    double increase(double first, double grown) {
      double distance = sampled / (samples - 1);
      double start = toFirst >= NEAR * distance ? distance / 2 : toFirst;
      if (grown > 0 && first >= 0) {
        start = StrictMath.min(start, sampled * first / grown);
      }
      double end = fromLast >= NEAR * distance ? distance / 2 : fromLast;
      return grown * (sampled + start + end) / sampled;
    }
  }
}
