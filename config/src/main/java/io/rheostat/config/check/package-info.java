/// Checks of a configuration as a whole.
@NullMarked
package io.rheostat.config.check;

import org.jspecify.annotations.NullMarked;
