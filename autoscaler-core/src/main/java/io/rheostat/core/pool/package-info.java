/// State of the plan stage for one pool: its members, its resources, and their limits.
@NullMarked
package io.rheostat.core.pool;

import org.jspecify.annotations.NullMarked;
