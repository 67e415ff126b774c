/// Tests of the rules by which real crashes are judged.
@NullMarked
package io.rheostat.verification.failover;

import org.jspecify.annotations.NullMarked;
