/// Finds the workload, replica and signal of each series, once, and folds pages into readings.
@NullMarked
package io.rheostat.ingest.matching;

import org.jspecify.annotations.NullMarked;
