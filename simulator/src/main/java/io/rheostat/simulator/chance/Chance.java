package io.rheostat.simulator.chance;

import java.util.SplittableRandom;

/// One stream of random numbers. Only `StrictMath` and `SplittableRandom` are used, so a seed gives
/// the same numbers on every machine. Not safe for use by several threads.
public final class Chance {
  private final SplittableRandom random;

  /// Starts a stream.
  public Chance(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /// Returns the seed of a named part of a run, so parts draw from streams of their own and adding
  /// one part moves no other (FNV-1a over the name, then the finaliser of SplitMix64).
  public static long seed(long seed, String part) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < part.length(); i++) {
      hash = (hash ^ part.charAt(i)) * 0x100000001b3L;
    }
    long mixed = hash ^ (seed * 0x9e3779b97f4a7c15L);
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  /// Returns a uniform number, 0 < u < 1.
  public double uniform() {
    return ((random.nextLong() >>> 11) + 0.5) * 0x1.0p-53;
  }

  /// Returns an integer in 0..bound-1.
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /// Returns a standard normal number (Box and Muller, 1958).
  public double gaussian() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(uniform()));
    return radius * StrictMath.cos(2 * StrictMath.PI * uniform());
  }

  /// Returns an exponential number of the given mean.
  public double exponential(double mean) {
    return -mean * StrictMath.log(uniform());
  }

  /// Returns a lognormal number: `exp(mu + sigma * z)`.
  public double logNormal(double mu, double sigma) {
    return StrictMath.exp(mu + sigma * gaussian());
  }

  /// Returns a lognormal number around a mean of 1; `sigma` is close to its coefficient of
  /// variation when small.
  public double jitter(double sigma) {
    return logNormal(-sigma * sigma / 2, sigma);
  }

  /// Returns a gamma number of the given shape (above 0) and mean 1 (Marsaglia and Tsang, 2000).
  public double gamma(double shape) {
    if (shape < 1) {
      double boost = StrictMath.pow(uniform(), 1 / shape);
      return gamma(shape + 1) * (shape + 1) * boost / shape;
    }
    double d = shape - 1.0 / 3;
    double c = 1 / StrictMath.sqrt(9 * d);
    while (true) {
      double z = gaussian();
      double root = 1 + c * z;
      if (root <= 0) {
        continue;
      }
      double v = root * root * root;
      if (StrictMath.log(uniform()) < z * z / 2 + d - d * v + d * StrictMath.log(v)) {
        return d * v / shape;
      }
    }
  }
}
