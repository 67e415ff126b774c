/// Figures of the simulated world, each with its source.
@NullMarked
package io.rheostat.simulator.truth;

import org.jspecify.annotations.NullMarked;
