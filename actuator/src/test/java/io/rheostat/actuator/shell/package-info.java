/// Tests of the shell.
@NullMarked
package io.rheostat.actuator.shell;

import org.jspecify.annotations.NullMarked;
