/// What a replica shows of itself: one snapshot, several faces.
@NullMarked
package io.rheostat.simulator.page;

import org.jspecify.annotations.NullMarked;
