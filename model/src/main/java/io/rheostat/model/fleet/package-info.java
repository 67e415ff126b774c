/// Declared fleet: devices, pools and workloads, with the arithmetic of cost and memory on them.
@NullMarked
package io.rheostat.model.fleet;

import org.jspecify.annotations.NullMarked;
