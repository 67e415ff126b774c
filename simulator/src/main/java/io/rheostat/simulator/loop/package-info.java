/// The whole loop in one thread: the same folds as on Kafka, closed over a simulated cluster.
@NullMarked
package io.rheostat.simulator.loop;

import org.jspecify.annotations.NullMarked;
