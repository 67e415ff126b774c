/// What replicas carry: the traffic that needs so many of them, and the rate that one of them keeps
/// up with.
@NullMarked
package io.rheostat.simulator.capacity;

import org.jspecify.annotations.NullMarked;
