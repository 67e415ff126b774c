/// Tests of the protocol under faults.
@NullMarked
package io.rheostat.verification.protocol;

import org.jspecify.annotations.NullMarked;
