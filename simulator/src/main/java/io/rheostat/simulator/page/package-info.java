/// Metrics pages of a replica: one snapshot, several formats.
@NullMarked
package io.rheostat.simulator.page;

import org.jspecify.annotations.NullMarked;
