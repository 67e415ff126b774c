/// What a replica or a width gets done, learned online from a prior.
@NullMarked
package io.rheostat.core.performance;

import org.jspecify.annotations.NullMarked;
