/// State of a pool: its members, its resources, their limits and reservations.
@NullMarked
package io.rheostat.core.pool;

import org.jspecify.annotations.NullMarked;
