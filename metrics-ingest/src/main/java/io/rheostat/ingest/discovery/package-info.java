/// Which targets there are: declared ones and those that files, pages or DNS records tell of.
@NullMarked
package io.rheostat.ingest.discovery;

import org.jspecify.annotations.NullMarked;
