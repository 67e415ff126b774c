/// The commands of the program.
@NullMarked
package io.rheostat.app.cli;

import org.jspecify.annotations.NullMarked;
