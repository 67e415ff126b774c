/// Metric families of OpenMetrics and their points.
@NullMarked
package io.rheostat.ingest.exposition.family;

import org.jspecify.annotations.NullMarked;
