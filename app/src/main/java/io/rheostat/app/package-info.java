/// The one program: its commands, and the assembly of everything else by hand.
@NullMarked
package io.rheostat.app;

import org.jspecify.annotations.NullMarked;
