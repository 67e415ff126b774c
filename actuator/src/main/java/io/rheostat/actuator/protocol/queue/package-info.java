/// Queues of a workload's commands, with the events and effects of the protocol.
@NullMarked
package io.rheostat.actuator.protocol.queue;

import org.jspecify.annotations.NullMarked;
