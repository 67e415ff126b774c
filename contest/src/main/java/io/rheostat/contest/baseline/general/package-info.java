/// Autoscalers of any workload.
@NullMarked
package io.rheostat.contest.baseline.general;

import org.jspecify.annotations.NullMarked;
