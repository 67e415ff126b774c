package io.rheostat.app.worker;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/// Tally of the results of a load's requests.
public final class LoadTally {
  private static final long MOST_MICROS = 600_000_000L;

  private final Histogram firstToken = new Histogram(MOST_MICROS, 3);
  private final Histogram whole = new Histogram(MOST_MICROS, 3);
  private final Map<String, Integer> failures = new TreeMap<>();
  private final Histogram recentFirstToken = new Histogram(MOST_MICROS, 3);

  synchronized void answered(long firstNanos, long wholeNanos) {
    firstToken.recordValue(micros(firstNanos));
    recentFirstToken.recordValue(micros(firstNanos));
    whole.recordValue(micros(wholeNanos));
  }

  synchronized void failed(String why) {
    failures.merge(why, 1, Integer::sum);
  }

  private static long micros(long nanos) {
    return Math.clamp(nanos / 1000, 0, MOST_MICROS);
  }

  /// Returns the number of requests answered in full.
  public synchronized long answered() {
    return whole.getTotalCount();
  }

  /// Returns the failed requests, by reason.
  public synchronized Map<String, Integer> failures() {
    return new TreeMap<>(failures);
  }

  private int failed() {
    return failures.values().stream().mapToInt(Integer::intValue).sum();
  }

  /// Returns a line of progress.
  synchronized String line(double seconds, int replicas) {
    String text =
        String.format(
            Locale.ROOT,
            "%4.0f s | %d replica%s | %d answered, %d failed | TTFT p95 of the last 10 s %.0f ms",
            seconds,
            replicas,
            replicas == 1 ? "" : "s",
            answered(),
            failed(),
            recentFirstToken.getValueAtPercentile(95) / 1000.0);
    recentFirstToken.reset();
    return text;
  }

  /// Returns the whole tally, for a person.
  public synchronized String text() {
    return String.format(
        Locale.ROOT,
        "answered %d, failed %d%s%nTTFT p50 %.0f ms, p99 %.0f ms; whole answer p50 %.0f ms, p99"
            + " %.0f ms",
        answered(),
        failed(),
        failures.isEmpty() ? "" : " " + failures,
        millis(firstToken, 50),
        millis(firstToken, 99),
        millis(whole, 50),
        millis(whole, 99));
  }

  /// Returns the whole tally, for machines.
  public synchronized String json() {
    return String.format(
        Locale.ROOT,
        "{\"answered\":%d,\"failed\":%d,\"ttftP50Millis\":%.1f,\"ttftP99Millis\":%.1f,"
            + "\"latencyP50Millis\":%.1f,\"latencyP99Millis\":%.1f}",
        answered(),
        failed(),
        millis(firstToken, 50),
        millis(firstToken, 99),
        millis(whole, 50),
        millis(whole, 99));
  }

  private static double millis(Histogram histogram, double percentile) {
    return histogram.getValueAtPercentile(percentile) / 1000.0;
  }
}
