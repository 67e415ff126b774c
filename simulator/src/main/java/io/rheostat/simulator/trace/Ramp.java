package io.rheostat.simulator.trace;

import io.rheostat.model.Require;
import io.rheostat.simulator.chance.Chance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Traffic with a constant rate for a while and then a jump.
///
/// @param phases one after the other, at least one
/// @param arrivals distribution of requests within a phase
/// @param input lengths of prompts
/// @param output lengths of answers
public record Ramp(List<Phase> phases, Arrivals arrivals, Lengths input, Lengths output) {
  /// The ramp of llm-d's published autoscaler results: 2 requests a second for 330 s, 4, 6, 8, 10
  /// and 4 for 360 s each, 1 for 300 s.
  public static final List<Phase> LLM_D =
      List.of(
          Phase.of(2, 330),
          Phase.of(4, 360),
          Phase.of(6, 360),
          Phase.of(8, 360),
          Phase.of(10, 360),
          Phase.of(4, 360),
          Phase.of(1, 300));

  private static final int RANDOM_PHASES = 7;

  /// Number of a random ramp's steps with an upward tendency; the others tend downwards.
  private static final int RISING_STEPS = 4;

  private static final double LIKELY = 0.75;
  private static final double LEAST_RATE = 0.5;

  /// Highest rate of a random ramp, requests a second; twelve replicas of about 1.45 requests a
  /// second each can serve it.
  private static final double MOST_RATE = 16;

  /// A time of one rate.
  ///
  /// @param ratePerSecond requests a second, above 0
  /// @param duration above 0
  public record Phase(double ratePerSecond, Duration duration) {
    public Phase {
      Require.positive("rate", ratePerSecond);
      Require.positive("duration", (double) duration.toNanos());
    }

    private static Phase of(double ratePerSecond, long seconds) {
      return new Phase(ratePerSecond, Duration.ofSeconds(seconds));
    }
  }

  public Ramp {
    phases = List.copyOf(phases);
    Require.atLeast("phases", 1, phases.size());
  }

  /// Returns a ramp with constant arrivals of 4,000 +- 300 tokens in and 1,000 +- 80 out, as sent
  /// by llm-d's load generator.
  public static Ramp constant(List<Phase> phases) {
    return new Ramp(
        phases, Arrivals.CONSTANT, new Lengths.Normal(4000, 300), new Lengths.Normal(1000, 80));
  }

  /// Returns a ramp with Poisson arrivals and lognormal lengths of the same means, coefficient of
  /// variation 0.5.
  public static Ramp poisson(List<Phase> phases) {
    return new Ramp(
        phases,
        Arrivals.POISSON,
        new Lengths.LogNormal(4000, 0.5),
        new Lengths.LogNormal(1000, 0.5));
  }

  /// Returns unfamiliar steps: seven phases of 240-420 s from a start of 1-3 requests a second,
  /// each step 0.5-4 requests a second. The first four steps go up three times in four, the last
  /// two down three times in four. So most ramps have one hill like the published one and some have
  /// two. A step out of 0.5..16 requests a second goes the other way instead, so no step is cut
  /// short.
  public static List<Phase> random(long seed) {
    Chance chance = new Chance(Chance.seed(seed, "ramp"));
    double rate = between(chance, 1, 3);
    List<Phase> phases = new ArrayList<>();
    phases.add(Phase.of(rate, seconds(chance)));
    for (int step = 0; step < RANDOM_PHASES - 1; step++) {
      double size = between(chance, 0.5, 4);
      double likelyUp = step < RISING_STEPS ? LIKELY : 1 - LIKELY;
      double moved = chance.uniform() < likelyUp ? size : -size;
      boolean leaves = rate + moved < LEAST_RATE || rate + moved > MOST_RATE;
      rate += leaves ? -moved : moved;
      phases.add(Phase.of(rate, seconds(chance)));
    }
    return List.copyOf(phases);
  }

  private static long seconds(Chance chance) {
    return 240L + chance.below(181);
  }

  private static double between(Chance chance, double least, double most) {
    return least + (most - least) * chance.uniform();
  }

  /// Returns the time from the first phase's start to the last one's end.
  public Duration length() {
    Duration sum = Duration.ZERO;
    for (Phase phase : phases) {
      sum = sum.plus(phase.duration());
    }
    return sum;
  }

  /// Returns its requests, in order.
  public List<Request> requests(long seed) {
    Chance gaps = new Chance(Chance.seed(seed, "ramp arrivals"));
    Chance tokens = new Chance(Chance.seed(seed, "ramp tokens"));
    List<Request> requests = new ArrayList<>();
    double start = 0;
    double owed = gap(gaps);
    for (Phase phase : phases) {
      double end = start + phase.duration().toNanos() / 1e9;
      double at = start + owed / phase.ratePerSecond();
      while (at < end) {
        Duration when = Duration.ofNanos(StrictMath.round(at * 1e9));
        requests.add(new Request(when, input.draw(tokens), output.draw(tokens)));
        owed = gap(gaps);
        at += owed / phase.ratePerSecond();
      }
      // A gap cut by a step goes on at the new rate.
      owed = (at - end) * phase.ratePerSecond();
      start = end;
    }
    return List.copyOf(requests);
  }

  private double gap(Chance chance) {
    return switch (arrivals) {
      case CONSTANT -> 1;
      case POISSON -> chance.exponential(1);
    };
  }
}
