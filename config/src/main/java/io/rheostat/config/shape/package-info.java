/// Shapes of the configuration's values: the one table for loader, schema and reference.
@NullMarked
package io.rheostat.config.shape;

import org.jspecify.annotations.NullMarked;
