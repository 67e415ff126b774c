package io.rheostat.contest.judge;

/// Verdict of one run, by the simulated truth.
///
/// @param wrongScaleDowns scale-downs followed by too few ready replicas within one start-up and
///     one minute, with too few desired replicas left
/// @param secondsBelowNeed judged seconds with too few ready replicas of a service
/// @param costUsd dollars spent in the judged time
/// @param secondsToRecover from the end of the trouble until all needed replicas were ready and
///     stayed so for one start-up and one minute; seconds short without trouble, too, do not count
/// @param resizes orders accepted by targets
public record TroubleVerdict(
    int wrongScaleDowns, int secondsBelowNeed, double costUsd, int secondsToRecover, int resizes) {}
