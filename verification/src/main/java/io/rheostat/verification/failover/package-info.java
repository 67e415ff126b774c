/// The real program on a real broker, killed with -9 again and again: checks the observations of
/// its targets and the records on the topics, and measures the time until it acts again.
@NullMarked
package io.rheostat.verification.failover;

import org.jspecify.annotations.NullMarked;
