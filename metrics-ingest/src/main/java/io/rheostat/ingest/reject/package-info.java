/// What could not be taken in, and why.
@NullMarked
package io.rheostat.ingest.reject;

import org.jspecify.annotations.NullMarked;
