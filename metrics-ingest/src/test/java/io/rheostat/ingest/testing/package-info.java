/// Fakes, each named by how it behaves, and a clock that tests move.
@NullMarked
package io.rheostat.ingest.testing;

import org.jspecify.annotations.NullMarked;
