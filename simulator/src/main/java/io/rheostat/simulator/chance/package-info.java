/// Seeded randomness: one stream per component, the same numbers on every machine.
@NullMarked
package io.rheostat.simulator.chance;

import org.jspecify.annotations.NullMarked;
