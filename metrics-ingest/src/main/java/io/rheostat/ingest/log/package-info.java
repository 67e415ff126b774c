/// Where readings, alerts and departures go: the workload-log, and what happens while it is gone.
@NullMarked
package io.rheostat.ingest.log;

import org.jspecify.annotations.NullMarked;
