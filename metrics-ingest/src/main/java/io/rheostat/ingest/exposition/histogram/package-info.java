/// Buckets of native histograms as explicit ones.
@NullMarked
package io.rheostat.ingest.exposition.histogram;

import org.jspecify.annotations.NullMarked;
