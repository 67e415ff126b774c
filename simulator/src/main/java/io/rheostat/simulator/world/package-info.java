/// The whole simulated cluster behind one class, and what is judged in it.
@NullMarked
package io.rheostat.simulator.world;

import org.jspecify.annotations.NullMarked;
