/// Storage of one metric series over time: tables of samples, rings of buckets and latency windows.
@NullMarked
package io.rheostat.core.series;

import org.jspecify.annotations.NullMarked;
