/// A remote-write load into Rheostat and into two stores of metrics, each a process of its own on
/// the same machine.
@NullMarked
package io.rheostat.benchmarks.ingest;

import org.jspecify.annotations.NullMarked;
