/// Receivers under load: this program and its peers, each in a process of its own.
@NullMarked
package io.rheostat.benchmarks.ingest.receiver;

import org.jspecify.annotations.NullMarked;
