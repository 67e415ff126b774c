/// The events of the two ordered logs.
@NullMarked
package io.rheostat.model.log;

import org.jspecify.annotations.NullMarked;
