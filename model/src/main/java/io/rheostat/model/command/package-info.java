/// What goes to the actuator and what comes back from it.
@NullMarked
package io.rheostat.model.command;

import org.jspecify.annotations.NullMarked;
