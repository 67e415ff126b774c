/// Scenarios of the simulated world shared by the tests of several modules.
@NullMarked
package io.rheostat.simulator.testing;

import org.jspecify.annotations.NullMarked;
