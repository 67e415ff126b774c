/// Policies side by side on the same work.
@NullMarked
package io.rheostat.contest.trial;

import org.jspecify.annotations.NullMarked;
