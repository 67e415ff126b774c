/// Commands to the actuator, and its outcomes and observations.
@NullMarked
package io.rheostat.model.command;

import org.jspecify.annotations.NullMarked;
