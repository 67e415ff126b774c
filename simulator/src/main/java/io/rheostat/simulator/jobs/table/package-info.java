/// Tables of the true behaviour of training applications.
@NullMarked
package io.rheostat.simulator.jobs.table;

import org.jspecify.annotations.NullMarked;
