/// Destination of readings, alerts and departures: the workload-log, and the buffer for its
/// outages.
@NullMarked
package io.rheostat.ingest.log;

import org.jspecify.annotations.NullMarked;
