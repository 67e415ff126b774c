/// Discovery of scrape targets: declared ones and those of files, pages and DNS records.
@NullMarked
package io.rheostat.ingest.discovery;

import org.jspecify.annotations.NullMarked;
