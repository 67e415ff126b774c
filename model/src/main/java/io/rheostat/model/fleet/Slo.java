package io.rheostat.model.fleet;

import io.rheostat.model.Require;
import java.time.Duration;

/// Latency limits of a good request, with the target share of good requests.
///
/// @param timeToFirstToken a good request's TTFT is at most this
/// @param timePerOutputToken a good request's mean time between output tokens is at most this
/// @param attainment target share of good requests, 0..1
public record Slo(Duration timeToFirstToken, Duration timePerOutputToken, double attainment) {
  public Slo {
    Require.positive("ttft", seconds(timeToFirstToken));
    Require.positive("tpot", seconds(timePerOutputToken));
    Require.share("attainment", attainment);
  }

  /// Returns the TTFT limit in seconds.
  public double ttftSeconds() {
    return seconds(timeToFirstToken);
  }

  /// Returns the TPOT limit in seconds.
  public double tpotSeconds() {
    return seconds(timePerOutputToken);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
