/// Limits of perfect knowledge: a lower bound on cost, and schedules made in hindsight.
@NullMarked
package io.rheostat.simulator.bound;

import org.jspecify.annotations.NullMarked;
