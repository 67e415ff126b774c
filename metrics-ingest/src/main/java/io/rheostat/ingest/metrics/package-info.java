/// Metrics of ingest itself; every metric is declared here once.
@NullMarked
package io.rheostat.ingest.metrics;

import org.jspecify.annotations.NullMarked;
