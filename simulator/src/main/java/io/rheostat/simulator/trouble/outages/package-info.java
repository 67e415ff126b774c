/// Trouble at targets: failing, blind, restarted or owned by somebody else.
@NullMarked
package io.rheostat.simulator.trouble.outages;

import org.jspecify.annotations.NullMarked;
