/// Devices, placements on them, their prices and their limits.
@NullMarked
package io.rheostat.model.resource;

import org.jspecify.annotations.NullMarked;
