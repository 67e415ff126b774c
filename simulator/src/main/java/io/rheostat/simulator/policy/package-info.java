/// The port that other projects' autoscalers are written against, and what they may see.
@NullMarked
package io.rheostat.simulator.policy;

import org.jspecify.annotations.NullMarked;
