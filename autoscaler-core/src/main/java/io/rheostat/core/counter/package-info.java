/// Growth of counters and histograms, also where they restart, jump or are shared by several
/// processes.
@NullMarked
package io.rheostat.core.counter;

import org.jspecify.annotations.NullMarked;
