package io.rheostat.contest.backtest;

import io.rheostat.contest.history.LatencyHistogram;

/// Requests of one service in one run.
///
/// @param requests with a known verdict: finished, refused or overdue
/// @param good of them, those within the objective's limits
/// @param minutesOver minutes whose requests reached less than the objective's attainment
/// @param worstMinute least share of good requests in a minute, 0..1; 1 without requests
/// @param firstToken times to first token, in the buckets of the recorded ones
/// @param perToken mean times per output token, in the same way
public record ServiceOutcome(
    long requests,
    long good,
    int minutesOver,
    double worstMinute,
    LatencyHistogram firstToken,
    LatencyHistogram perToken) {
  /// Returns the share of good requests, 0..1; 1 without requests.
  public double attainment() {
    return requests == 0 ? 1 : (double) good / requests;
  }
}
