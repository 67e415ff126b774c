/// Options shared by commands, and errors of usage.
@NullMarked
package io.rheostat.app.cli.option;

import org.jspecify.annotations.NullMarked;
