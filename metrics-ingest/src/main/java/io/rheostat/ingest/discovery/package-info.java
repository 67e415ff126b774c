/// Which targets there are: declared ones and those of file service discovery.
@NullMarked
package io.rheostat.ingest.discovery;

import org.jspecify.annotations.NullMarked;
