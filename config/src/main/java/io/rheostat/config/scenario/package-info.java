/// Scenarios and troubles of the simulated world, as values.
@NullMarked
package io.rheostat.config.scenario;

import org.jspecify.annotations.NullMarked;
