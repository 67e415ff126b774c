/// Policies side by side on the same work.
@NullMarked
package io.rheostat.simulator.contest;

import org.jspecify.annotations.NullMarked;
