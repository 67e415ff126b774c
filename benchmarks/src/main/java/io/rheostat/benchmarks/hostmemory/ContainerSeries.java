package io.rheostat.benchmarks.hostmemory;

import java.util.Random;

/// Working set of one made-up container over two weeks, a sample every five minutes: a level with a
/// daily swing and noise, load steps that ramp over three hours, in half of the containers a leak,
/// and restarts that end the leak and begin with a spike while weights are staged.
///
/// @param bytes working set of each sample
/// @param restarted whether a sample is the first after a restart
@SuppressWarnings("ArrayRecordComponent") // drawn once, only read
record ContainerSeries(double[] bytes, boolean[] restarted) {
  static final int SAMPLES_PER_HOUR = 12;
  static final int HOURS = 14 * 24;

  private static final double GIB = 1L << 30;
  private static final int RAMP_SAMPLES = 3 * SAMPLES_PER_HOUR;
  private static final int SPIKE_SAMPLES = 3;

  static ContainerSeries drawn(long seed) {
    Random chance = new Random(seed);
    int samples = HOURS * SAMPLES_PER_HOUR;
    double[] load = load(chance, samples);
    boolean[] restarted = restarts(chance, samples);
    double level = (16 + 104 * chance.nextDouble()) * GIB;
    double swing = 0.1 * chance.nextDouble();
    double spike = 1 + 0.3 * chance.nextDouble();
    double leak = chance.nextBoolean() ? 0.004 * chance.nextDouble() / SAMPLES_PER_HOUR : 0;
    double[] bytes = new double[samples];
    int age = 0;
    for (int i = 0; i < samples; i++) {
      age = restarted[i] ? 0 : age + 1;
      double day = Math.sin(2 * Math.PI * i / (24.0 * SAMPLES_PER_HOUR));
      double noise = 1 + 0.01 * chance.nextGaussian();
      double steady = load[i] * (1 + swing * day) * (1 + leak * age) * noise;
      bytes[i] = level * Math.max(steady, age < SPIKE_SAMPLES ? spike : 0);
    }
    return new ContainerSeries(bytes, restarted);
  }

  private static double[] load(Random chance, int samples) {
    double[] load = new double[samples];
    double from = 1;
    double to = 1;
    int begun = -RAMP_SAMPLES;
    int steps = chance.nextInt(4);
    int[] times = chance.ints(steps, 24 * SAMPLES_PER_HOUR, samples).sorted().toArray();
    int next = 0;
    for (int i = 0; i < samples; i++) {
      if (next < times.length && i == times[next]) {
        from = load[i - 1];
        to = 0.8 + 0.45 * chance.nextDouble();
        begun = i;
        next++;
      }
      double share = Math.min(1, (i - begun) / (double) RAMP_SAMPLES);
      load[i] = from + share * (to - from);
    }
    return load;
  }

  private static boolean[] restarts(Random chance, int samples) {
    boolean[] restarted = new boolean[samples];
    int at = 0;
    while (at < samples) {
      restarted[at] = true;
      at += (int) ((1 + 4 * chance.nextDouble()) * 24 * SAMPLES_PER_HOUR);
    }
    return restarted;
  }
}
