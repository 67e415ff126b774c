/// The server that takes events in over HTTP.
@NullMarked
package io.rheostat.ingest.http;

import org.jspecify.annotations.NullMarked;
