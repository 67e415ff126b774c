/// Inference replicas, iteration by iteration, and the router before them.
@NullMarked
package io.rheostat.simulator.engine;

import org.jspecify.annotations.NullMarked;
