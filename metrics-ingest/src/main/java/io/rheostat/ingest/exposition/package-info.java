/// Parsers of metric pages from bytes: Prometheus text 0.0.4, OpenMetrics 1.0 and Prometheus
/// protobuf with native histograms.
@NullMarked
package io.rheostat.ingest.exposition;

import org.jspecify.annotations.NullMarked;
