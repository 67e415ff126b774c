/// Verdicts over runs under trouble from the simulated truth alone: what arrived, what engines
/// serve, what was ready. Uses no formula of the product.
@NullMarked
package io.rheostat.simulator.judge;

import org.jspecify.annotations.NullMarked;
