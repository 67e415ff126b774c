/// Receiver of Prometheus remote write, 1.0 and 2.0.
@NullMarked
package io.rheostat.ingest.remotewrite;

import org.jspecify.annotations.NullMarked;
