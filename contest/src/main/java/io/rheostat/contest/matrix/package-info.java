/// `bench policies`: the runs, their trials, and the choice of settings.
@NullMarked
package io.rheostat.contest.matrix;

import org.jspecify.annotations.NullMarked;
