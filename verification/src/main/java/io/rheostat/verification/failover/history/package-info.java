/// History of a failover trial, and the rules checked on it.
@NullMarked
package io.rheostat.verification.failover.history;

import org.jspecify.annotations.NullMarked;
