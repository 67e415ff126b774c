/// Rejected input and its reasons.
@NullMarked
package io.rheostat.ingest.reject;

import org.jspecify.annotations.NullMarked;
