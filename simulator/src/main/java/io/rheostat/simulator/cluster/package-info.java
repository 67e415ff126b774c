/// Devices, start-up, stock-outs, the fence at the target, and their cost.
@NullMarked
package io.rheostat.simulator.cluster;

import org.jspecify.annotations.NullMarked;
