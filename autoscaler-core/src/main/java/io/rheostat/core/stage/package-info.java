/// Fold of one ordered partition, stepped event by event, shared by every host.
@NullMarked
package io.rheostat.core.stage;

import org.jspecify.annotations.NullMarked;
