/// The real program on a real broker, killed with -9 again and again: what its targets saw and what
/// is on the topics is checked, and the time until it acts again is measured.
@NullMarked
package io.rheostat.benchmarks.failover;

import org.jspecify.annotations.NullMarked;
