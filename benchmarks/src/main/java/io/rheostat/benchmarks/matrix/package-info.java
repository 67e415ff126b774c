/// `bench policies`: what is run, on which trials, and how settings are chosen.
@NullMarked
package io.rheostat.benchmarks.matrix;

import org.jspecify.annotations.NullMarked;
