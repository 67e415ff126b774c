/// The clock of ingest and how its loops wait.
@NullMarked
package io.rheostat.ingest.time;

import org.jspecify.annotations.NullMarked;
