/// Schedulers of training jobs as their papers describe them, to compare with.
@NullMarked
package io.rheostat.contest.training.baseline;

import org.jspecify.annotations.NullMarked;
