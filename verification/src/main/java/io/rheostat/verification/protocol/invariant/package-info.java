/// Invariants of the command protocol, judged from the world alone.
@NullMarked
package io.rheostat.verification.protocol.invariant;

import org.jspecify.annotations.NullMarked;
