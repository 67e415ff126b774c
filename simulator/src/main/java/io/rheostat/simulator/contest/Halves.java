package io.rheostat.simulator.contest;

/// How one policy did in one run. A request counts in the half in which its verdict became known.
///
/// @param first half of the judged time
/// @param second half of it
/// @param whole of it
public record Halves(Result first, Result second, Result whole) {}
