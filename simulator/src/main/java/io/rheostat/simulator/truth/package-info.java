/// Figures that the simulated world runs on, each with its source.
@NullMarked
package io.rheostat.simulator.truth;

import org.jspecify.annotations.NullMarked;
