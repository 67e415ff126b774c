/// Comparison of policies by their knowledge of the traffic: none, an earlier window, the truth.
@NullMarked
package io.rheostat.contest.knowledge;

import org.jspecify.annotations.NullMarked;
