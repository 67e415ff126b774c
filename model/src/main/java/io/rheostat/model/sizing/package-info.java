/// Host memory and disk of a replica, sized from its model.
@NullMarked
package io.rheostat.model.sizing;

import org.jspecify.annotations.NullMarked;
