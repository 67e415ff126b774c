/// Clock of ingest and waits of its loops.
@NullMarked
package io.rheostat.ingest.time;

import org.jspecify.annotations.NullMarked;
