/// HTTP server of ingest.
@NullMarked
package io.rheostat.ingest.http;

import org.jspecify.annotations.NullMarked;
