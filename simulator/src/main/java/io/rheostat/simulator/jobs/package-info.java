/// A cluster of training jobs with table-driven truth: submissions over time, nodes of devices,
/// restarts, and the score of a scheduler.
@NullMarked
package io.rheostat.simulator.jobs;

import org.jspecify.annotations.NullMarked;
