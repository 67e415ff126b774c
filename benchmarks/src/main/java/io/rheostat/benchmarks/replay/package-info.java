/// Speed of replay, beside the limit of reading the same records.
@NullMarked
package io.rheostat.benchmarks.replay;

import org.jspecify.annotations.NullMarked;
