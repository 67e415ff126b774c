/// The account of what was read for each workload and scrape job, and of what came and was not
/// read.
@NullMarked
package io.rheostat.ingest.account;

import org.jspecify.annotations.NullMarked;
