/// Devices, start-up, stock-outs, the fence at the target, and what it all costs.
@NullMarked
package io.rheostat.simulator.cluster;

import org.jspecify.annotations.NullMarked;
