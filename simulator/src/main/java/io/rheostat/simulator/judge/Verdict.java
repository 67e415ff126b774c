package io.rheostat.simulator.judge;

/// How one run went, by the simulated truth.
///
/// @param wrongScaleDowns scale-downs after which too little was ready within one start-up and one
///     minute, for what they left was too little
/// @param secondsBelowNeed judged seconds in which a service had too little ready
/// @param costUsd dollars spent in the judged time
/// @param secondsToRecover from the end of the trouble until all that is needed was ready and
///     stayed so for one start-up and one minute; seconds that are short without trouble, too, do
///     not count
/// @param resizes orders that targets took
public record Verdict(
    int wrongScaleDowns, int secondsBelowNeed, double costUsd, int secondsToRecover, int resizes) {}
