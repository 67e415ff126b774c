/// The visible list of stages every plan passes before it may become a command.
@NullMarked
package io.rheostat.core.guard;

import org.jspecify.annotations.NullMarked;
