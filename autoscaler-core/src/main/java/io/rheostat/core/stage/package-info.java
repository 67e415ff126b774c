/// What every host of a fold shares: one ordered partition, stepped event by event.
@NullMarked
package io.rheostat.core.stage;

import org.jspecify.annotations.NullMarked;
