/// Accounts of read and unread metrics, for each workload and scrape job.
@NullMarked
package io.rheostat.ingest.account;

import org.jspecify.annotations.NullMarked;
