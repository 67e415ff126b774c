/// Performance of a replica or a width, learned online from a prior.
@NullMarked
package io.rheostat.core.performance;

import org.jspecify.annotations.NullMarked;
