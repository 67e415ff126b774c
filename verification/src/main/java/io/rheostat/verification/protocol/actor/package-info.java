/// Actors of the protocol's simulation: stages, actuators, targets, operators and metrics, under
/// faults.
@NullMarked
package io.rheostat.verification.protocol.actor;

import org.jspecify.annotations.NullMarked;
