/// Reads metric pages: Prometheus text 0.0.4 and OpenMetrics 1.0, from bytes.
@NullMarked
package io.rheostat.ingest.exposition;

import org.jspecify.annotations.NullMarked;
