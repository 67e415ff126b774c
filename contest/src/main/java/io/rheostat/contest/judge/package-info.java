/// Verdicts over runs under trouble from the simulated truth alone: arrivals, capacity of engines,
/// ready replicas. Uses no formula of the product.
@NullMarked
package io.rheostat.contest.judge;

import org.jspecify.annotations.NullMarked;
