package io.rheostat.config.scenario;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/// Source of a scenario's requests. Files are relative to the folder of traces.
public sealed interface TraceSource {
  /// Arrival process of requests at one rate.
  enum Arrivals {
    CONSTANT,
    POISSON
  }

  /// Forms of recorded traces.
  enum Form {
    AZURE,
    MOONCAKE,
    CSV
  }

  /// Lengths of prompts or answers, tokens.
  sealed interface Lengths {
    /// Normal, cut at three standard deviations, both in tokens.
    record Normal(double mean, double deviation) implements Lengths {}

    /// Lognormal.
    ///
    /// @param mean tokens
    /// @param variation standard deviation over mean
    record LogNormal(double mean, double variation) implements Lengths {}
  }

  /// A time of one rate.
  ///
  /// @param ratePerSecond requests a second, above 0
  /// @param duration above 0
  record Phase(double ratePerSecond, Duration duration) {}

  /// Steps of constant rate.
  ///
  /// @param arrivals arrival process
  /// @param input lengths of prompts
  /// @param output lengths of answers
  /// @param phases one after the other, at least one
  record Ramp(Arrivals arrivals, Lengths input, Lengths output, List<Phase> phases)
      implements TraceSource {
    public Ramp {
      phases = List.copyOf(phases);
    }
  }

  /// A recorded trace.
  ///
  /// @param form its form
  /// @param file its file
  /// @param scaleToReplicas target need of its busiest minute, replicas; as recorded when empty
  /// @param jitter largest shift of each copy either way
  record Recorded(Form form, String file, OptionalDouble scaleToReplicas, Duration jitter)
      implements TraceSource {}

  /// Requests drawn from rates published by ServeGen.
  ///
  /// @param rates file of clients' rates
  /// @param lengths file of clients' token counts
  /// @param from start of the window, since the trace's start; whole ten minutes
  /// @param length of the window; whole ten minutes, at least one
  /// @param peakPerSecond highest rate of ten minutes, above 0
  record ServeGen(
      String rates, String lengths, Duration from, Duration length, double peakPerSecond)
      implements TraceSource {
    private static final Duration SLOT = Duration.ofMinutes(10);

    public ServeGen {
      if (!whole(from) || !whole(length)) {
        throw new IllegalArgumentException(
            "window.from is "
                + from
                + " and window.length "
                + length
                + ". Both must be multiples of 10m, in which rates are counted.");
      }
    }

    private static boolean whole(Duration duration) {
      return duration.equals(SLOT.multipliedBy(duration.dividedBy(SLOT)));
    }
  }
}
