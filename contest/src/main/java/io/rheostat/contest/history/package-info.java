/// Record of a fleet over a section of its logs: traffic, replicas, latencies and learned speeds.
@NullMarked
package io.rheostat.contest.history;

import org.jspecify.annotations.NullMarked;
