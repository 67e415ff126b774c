/// Limits of perfect knowledge: a lower bound on cost, and schedules made in hindsight.
@NullMarked
package io.rheostat.contest.bound;

import org.jspecify.annotations.NullMarked;
