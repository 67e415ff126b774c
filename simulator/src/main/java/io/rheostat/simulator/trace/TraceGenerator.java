package io.rheostat.simulator.trace;

import io.rheostat.model.Require;
import io.rheostat.simulator.chance.Chance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Generates request traces like those of the two services of the Azure LLM inference trace 2023
/// (Patel et al., Splitwise, ISCA 2024; CC-BY 4.0). The figures below were measured on it; the mean
/// rate over the whole duration is the requested one, up to the chance of the last arrivals.
public final class TraceGenerator {
  /// A lognormal of tokens, clamped to the trace's range.
  ///
  /// @param mu mean of the logarithm, solved for a clamped, rounded mean equal to the trace's
  /// @param sigma standard deviation of the logarithm, as measured
  /// @param most largest count in the trace
  private record Tokens(double mu, double sigma, int most) {
    int draw(Chance chance) {
      long drawn = StrictMath.round(chance.logNormal(mu, sigma));
      return (int) StrictMath.max(1, StrictMath.min(most, drawn));
    }
  }

  /// `conv`, prompt: mean 1154.7.
  private static final Tokens CONVERSATION_INPUT = new Tokens(6.571, 0.985, 14_050);

  /// `conv`, answer: mean 211.1.
  private static final Tokens CONVERSATION_OUTPUT = new Tokens(5.008, 0.859, 1_000);

  /// `code`, prompt: mean 2047.8; a fifth of the trace's mass lies at its cap.
  private static final Tokens CODE_INPUT = new Tokens(7.0113, 1.360, 7_437);

  /// `code`, answer: mean 27.9.
  private static final Tokens CODE_OUTPUT = new Tokens(2.9683, 0.847, 1_899);

  /// Shape of the Gamma inter-arrival times of `conv`: with the modulation below, the coefficient
  /// of variation of the whole comes to about 1.08 (measured 1.094).
  private static final double CONVERSATION_SHAPE = 0.91;

  /// Standard deviation of the logarithm of the rate of `conv` (1-minute dispersion 16.1, 1 of it
  /// Poisson), and its correlation time in seconds; together they give a peak minute of 1.5 x mean.
  private static final double MODULATION_SIGMA = 0.24;

  private static final double MODULATION_SECONDS = 400;
  private static final double MODULATION_STEP_SECONDS = 10;

  /// Inter-arrival times of `code` as a mixture of four exponentials (fitted by expectation
  /// maximisation; the last, the silences, increased from 41 to 46 s to meet the measured
  /// coefficient of variation of 13.2). A renewal process suffices: its limiting dispersion CV^2 =
  /// 173 is the measured 1-minute dispersion of 164.
  private static final double[] GAP_SHARE = {0.3384, 0.6339, 0.0211, 0.0066};

  private static final double[] GAP_SECONDS = {0.00159, 0.1341, 1.225, 46.0};

  /// Mean rate of `code`, requests a second; other rates repeat or drop its arrivals, so silences
  /// keep their length.
  private static final double CODE_RATE = 2.567;

  private TraceGenerator() {}

  /// Generates a chat service's requests: near Poisson, slowly modulated (peak minute about 1.5 x
  /// mean, CV about 1.08), 1,155 tokens in and 211 out on average.
  ///
  /// @param duration above 0
  /// @param ratePerSecond mean rate, above 0
  public static List<Request> conversation(long seed, Duration duration, double ratePerSecond) {
    double seconds = seconds(duration, ratePerSecond);
    Chance arrivals = new Chance(Chance.seed(seed, "conversation arrivals"));
    Chance tokens = new Chance(Chance.seed(seed, "conversation tokens"));
    double[] rates = modulation(arrivals, seconds, ratePerSecond);
    List<Request> requests = new ArrayList<>();
    double at = 0;
    double unit = arrivals.gamma(CONVERSATION_SHAPE);
    for (int step = 0; step < rates.length; ) {
      double end = StrictMath.min(seconds, (step + 1) * MODULATION_STEP_SECONDS);
      double held = (end - at) * rates[step];
      if (unit > held) {
        unit -= held;
        at = end;
        step++;
      } else {
        at += unit / rates[step];
        requests.add(request(at, tokens, CONVERSATION_INPUT, CONVERSATION_OUTPUT));
        unit = arrivals.gamma(CONVERSATION_SHAPE);
      }
    }
    return List.copyOf(requests);
  }

  /// Generates a code-completion service's requests: bursts and silences (peak minute about 3.5 x
  /// mean, CV about 13), 2,048 tokens in and 28 out on average. Above or below 2.567 requests a
  /// second each arrival is repeated within a second or dropped.
  ///
  /// @param duration above 0
  /// @param ratePerSecond mean rate, above 0
  public static List<Request> bursty(long seed, Duration duration, double ratePerSecond) {
    double seconds = seconds(duration, ratePerSecond);
    Chance arrivals = new Chance(Chance.seed(seed, "bursty arrivals"));
    Chance tokens = new Chance(Chance.seed(seed, "bursty tokens"));
    double[] gaps = gaps(arrivals, (int) StrictMath.max(1, StrictMath.round(seconds * CODE_RATE)));
    double sum = 0;
    for (double gap : gaps) {
      sum += gap;
    }
    List<Request> requests = new ArrayList<>();
    double copies = ratePerSecond / CODE_RATE;
    double at = 0;
    double owed = 0;
    for (double gap : gaps) {
      at += gap * seconds / sum;
      owed += copies;
      double jitter = 0;
      for (; owed >= 1; owed--) {
        double when = StrictMath.min(seconds, at + jitter);
        requests.add(request(when, tokens, CODE_INPUT, CODE_OUTPUT));
        jitter = arrivals.uniform();
      }
    }
    requests.sort(Comparator.comparing(Request::at));
    return List.copyOf(requests);
  }

  private static double seconds(Duration duration, double ratePerSecond) {
    Require.positive("ratePerSecond", ratePerSecond);
    return Require.positive("duration", duration.toNanos() / 1e9);
  }

  /// Returns a lognormal Ornstein-Uhlenbeck rate in steps, scaled to the requested mean.
  private static double[] modulation(Chance chance, double seconds, double ratePerSecond) {
    double[] rates = new double[(int) StrictMath.ceil(seconds / MODULATION_STEP_SECONDS)];
    double kept = StrictMath.exp(-MODULATION_STEP_SECONDS / MODULATION_SECONDS);
    double fresh = MODULATION_SIGMA * StrictMath.sqrt(1 - kept * kept);
    double level = MODULATION_SIGMA * chance.gaussian();
    double sum = 0;
    for (int i = 0; i < rates.length; i++) {
      rates[i] = StrictMath.exp(level);
      sum += rates[i];
      level = kept * level + fresh * chance.gaussian();
    }
    for (int i = 0; i < rates.length; i++) {
      rates[i] *= ratePerSecond * rates.length / sum;
    }
    return rates;
  }

  private static double[] gaps(Chance chance, int count) {
    double[] gaps = new double[count];
    for (int i = 0; i < count; i++) {
      double pick = chance.uniform();
      int phase = 0;
      while (phase < GAP_SHARE.length - 1 && pick > GAP_SHARE[phase]) {
        pick -= GAP_SHARE[phase];
        phase++;
      }
      gaps[i] = chance.exponential(GAP_SECONDS[phase]);
    }
    return gaps;
  }

  private static Request request(double seconds, Chance chance, Tokens input, Tokens output) {
    Duration at = Duration.ofNanos(StrictMath.round(seconds * 1e9));
    return new Request(at, input.draw(chance), output.draw(chance));
  }
}
