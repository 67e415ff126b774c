/// Performance of a replica or a width, learned online from a prior.
@NullMarked
package io.rheostat.core.capacity;

import org.jspecify.annotations.NullMarked;
