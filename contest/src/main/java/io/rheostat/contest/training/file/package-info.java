/// Readers of training profiles and of submitted jobs.
@NullMarked
package io.rheostat.contest.training.file;

import org.jspecify.annotations.NullMarked;
