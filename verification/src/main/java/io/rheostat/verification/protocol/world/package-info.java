/// World of the protocol's simulation: its time, its chance, its ordered logs and its targets.
@NullMarked
package io.rheostat.verification.protocol.world;

import org.jspecify.annotations.NullMarked;
