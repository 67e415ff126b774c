/// Rheostat as a scheduler of training jobs: the options, the objective and the exact solve of the
/// core, and a placement on nodes.
@NullMarked
package io.rheostat.contest.training.policy;

import org.jspecify.annotations.NullMarked;
