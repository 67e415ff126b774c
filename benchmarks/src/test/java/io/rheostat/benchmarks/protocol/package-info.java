/// Tests of the protocol under faults.
@NullMarked
package io.rheostat.benchmarks.protocol;

import org.jspecify.annotations.NullMarked;
