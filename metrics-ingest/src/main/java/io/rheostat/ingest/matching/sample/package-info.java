/// Samples of one replica: their keys, frames of one time, and their fate.
@NullMarked
package io.rheostat.ingest.matching.sample;

import org.jspecify.annotations.NullMarked;
