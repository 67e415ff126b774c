/// Where demand will be when a replica ordered now is ready.
@NullMarked
package io.rheostat.core.forecast;

import org.jspecify.annotations.NullMarked;
