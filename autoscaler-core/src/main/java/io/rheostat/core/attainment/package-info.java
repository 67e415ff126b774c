/// Share of requests within the objective at a given demand and capacity.
@NullMarked
package io.rheostat.core.attainment;

import org.jspecify.annotations.NullMarked;
