/// Matching of series to workloads, replicas and signals, once for each, and folding of pages into
/// readings.
@NullMarked
package io.rheostat.ingest.matching;

import org.jspecify.annotations.NullMarked;
