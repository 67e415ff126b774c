/// Load for receivers of metrics: requests of a fleet of replicas, all functions of the round.
@NullMarked
package io.rheostat.benchmarks.ingest.load;

import org.jspecify.annotations.NullMarked;
