/// Targets of a failover trial, outliving the program under test.
@NullMarked
package io.rheostat.verification.failover.endpoint;

import org.jspecify.annotations.NullMarked;
