/// Processes of a failover trial: the program under test and its broker.
@NullMarked
package io.rheostat.verification.failover.process;

import org.jspecify.annotations.NullMarked;
