/// An elastic data-parallel training job.
@NullMarked
package io.rheostat.simulator.training;

import org.jspecify.annotations.NullMarked;
