/// Ordinary troubles between a world and its autoscaler: metrics missing, wrong or late, targets
/// unobservable or refusing, other writers, and time without decisions.
@NullMarked
package io.rheostat.simulator.trouble;

import org.jspecify.annotations.NullMarked;
