package io.rheostat.contest.trial;

/// Result of one policy in one run, by halves. A request counts in the half of its verdict.
///
/// @param first half of the judged time
/// @param second half of it
/// @param whole of it
public record HalvesResult(TrialResult first, TrialResult second, TrialResult whole) {}
