/// Options of a workload with J, their net value: alpha times value less beta times cost, in
/// dollars per hour.
@NullMarked
package io.rheostat.core.option;

import org.jspecify.annotations.NullMarked;
