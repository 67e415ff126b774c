/// An inference service and the jobs of a workload on one set of devices: in one pool, or split.
@NullMarked
package io.rheostat.contest.training.shared;

import org.jspecify.annotations.NullMarked;
