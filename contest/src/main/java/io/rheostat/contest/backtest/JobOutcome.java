package io.rheostat.contest.backtest;

import java.time.Duration;
import java.util.Optional;

/// Course of one training job in one run.
///
/// @param progress share of its whole work done at the end, 0..1
/// @param completedAfter time from its submission, or the start of the section, to its completion;
///     empty when it was not completed
public record JobOutcome(double progress, Optional<Duration> completedAfter) {}
