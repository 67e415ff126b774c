/// Placements chosen for a model instead of being declared.
@NullMarked
package io.rheostat.config.auto;

import org.jspecify.annotations.NullMarked;
