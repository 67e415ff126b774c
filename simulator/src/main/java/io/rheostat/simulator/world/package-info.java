/// The whole simulated cluster behind one class, and its scores.
@NullMarked
package io.rheostat.simulator.world;

import org.jspecify.annotations.NullMarked;
