/// Autoscalers in use today besides this project, each with its own sampling and decision clock.
@NullMarked
package io.rheostat.contest.baseline;

import org.jspecify.annotations.NullMarked;
