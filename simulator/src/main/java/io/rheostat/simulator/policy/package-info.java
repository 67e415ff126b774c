/// Port for other projects' autoscalers, and their view of the service.
@NullMarked
package io.rheostat.simulator.policy;

import org.jspecify.annotations.NullMarked;
