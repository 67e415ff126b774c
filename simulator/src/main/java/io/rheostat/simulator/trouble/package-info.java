/// Ordinary troubles between a world and whoever scales it: metrics that stop, lie or come late,
/// targets that cannot be seen or refuse, other writers, and the time in which nobody decides.
@NullMarked
package io.rheostat.simulator.trouble;

import org.jspecify.annotations.NullMarked;
