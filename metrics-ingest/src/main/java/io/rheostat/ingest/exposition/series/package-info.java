/// Series on a page: names, labels, numbers.
@NullMarked
package io.rheostat.ingest.exposition.series;

import org.jspecify.annotations.NullMarked;
