@NullMarked
package io.rheostat.benchmarks.trouble;

import org.jspecify.annotations.NullMarked;
