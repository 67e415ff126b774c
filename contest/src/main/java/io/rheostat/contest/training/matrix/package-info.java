/// Schedulers × workloads × worlds of training jobs, run side by side.
@NullMarked
package io.rheostat.contest.training.matrix;

import org.jspecify.annotations.NullMarked;
