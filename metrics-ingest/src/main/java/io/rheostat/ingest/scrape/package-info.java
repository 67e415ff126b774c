/// Scraping of targets at their intervals.
@NullMarked
package io.rheostat.ingest.scrape;

import org.jspecify.annotations.NullMarked;
