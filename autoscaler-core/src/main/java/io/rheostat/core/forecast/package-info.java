/// Demand forecasts for the time at which a replica ordered now is ready.
@NullMarked
package io.rheostat.core.forecast;

import org.jspecify.annotations.NullMarked;
