package io.rheostat.benchmarks.latency.load;

import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Metric page of one simulated replica as time passes: 12 gauges and counters and two histograms
/// of four buckets, 20 samples a reading. The numbers fit a replica with spare capacity: nothing
/// has to change until requests surge.
public final class SyntheticPage {
  static final int SAMPLES = 20;
  private static final double SECONDS_PER_TOKEN = 0.019;
  private static final double SECONDS_TO_FIRST_TOKEN = 0.08;
  private static final double RUNNING =
      BenchFleet.REQUEST_RATE * BenchFleet.OUTPUT_TOKENS * SECONDS_PER_TOKEN;
  private static final double SURGE_RUNNING = 2.5 * RUNNING;
  private static final double SURGE_WAITING = 15 * BenchFleet.REQUEST_RATE;
  private static final double NOISE = 0.02;
  private static final double[] FIRST_TOKEN_BOUNDS = {0.1, 0.5, 3, Double.POSITIVE_INFINITY};
  private static final double[] TOKEN_BOUNDS = {0.025, 0.05, 0.1, Double.POSITIVE_INFINITY};

  private final String workload;
  private final Random random;
  private double finished = 1_000;
  private double waiting;
  private long lastMillis;

  public SyntheticPage(String workload, Random random) {
    this.workload = workload;
    this.random = random;
  }

  /// Reads the page at a time. After a surge, the waiting requests count as served.
  public Reading read(Instant at, boolean surging) {
    long millis = at.toEpochMilli();
    double seconds = lastMillis == 0 ? 1 : (millis - lastMillis) / 1000.0;
    lastMillis = millis;
    double served = BenchFleet.REQUEST_RATE * seconds * (1 + NOISE * random.nextGaussian());
    double nowWaiting = surging ? SURGE_WAITING : 0;
    finished += Math.max(0, served) + Math.max(0, waiting - nowWaiting);
    waiting = nowWaiting;
    return new Reading(workload, workload + "-0", BenchFleet.PLACEMENT, at, samples(surging));
  }

  private List<Sample> samples(boolean surging) {
    double running = surging ? SURGE_RUNNING : RUNNING;
    List<Sample> samples = new ArrayList<>(SAMPLES);
    add(samples, Signal.REQUESTS_RUNNING, running);
    add(samples, Signal.REQUESTS_WAITING, waiting);
    add(samples, Signal.KV_CACHE_USAGE, Math.min(1, running / 256));
    add(samples, Signal.PROMPT_TOKENS, finished * BenchFleet.INPUT_TOKENS);
    add(samples, Signal.GENERATION_TOKENS, finished * BenchFleet.OUTPUT_TOKENS);
    add(samples, Signal.REQUESTS_FINISHED, finished);
    add(samples, Signal.PREEMPTIONS, 0);
    add(samples, Signal.TIME_TO_FIRST_TOKEN_SUM, finished * SECONDS_TO_FIRST_TOKEN);
    add(samples, Signal.TIME_PER_OUTPUT_TOKEN_SUM, finished * SECONDS_PER_TOKEN);
    add(samples, Signal.DEVICE_UTILISATION, Math.min(1, running / 64));
    add(samples, Signal.DEVICE_MEMORY_USED, 40e9);
    add(samples, Signal.DEVICE_POWER, 250);
    addBuckets(samples, Signal.TIME_TO_FIRST_TOKEN, FIRST_TOKEN_BOUNDS);
    addBuckets(samples, Signal.TIME_PER_OUTPUT_TOKEN, TOKEN_BOUNDS);
    return samples;
  }

  private static void add(List<Sample> samples, Signal signal, double value) {
    samples.add(new Sample.Scalar(signal, value));
  }

  private void addBuckets(List<Sample> samples, Signal signal, double[] bounds) {
    for (int i = 0; i < bounds.length; i++) {
      double share = 1 - 0.1 / (1 << (4 * i));
      double count = i == bounds.length - 1 ? finished : finished * share;
      samples.add(new Sample.Bucket(signal, bounds[i], StrictMath.floor(count)));
    }
  }
}
