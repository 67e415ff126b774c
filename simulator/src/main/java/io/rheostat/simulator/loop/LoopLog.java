package io.rheostat.simulator.loop;

import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.log.WorkloadEvent;
import java.time.Instant;

/// Receiver of everything appended by the loop to a log or a topic, in order; what it is not
/// interested in it leaves.
public interface LoopLog {
  /// Log without effect.
  LoopLog NONE = new LoopLog() {};

  /// Receives an event of the workload-log.
  default void appended(WorkloadEvent event, Instant receivedAt) {}

  /// Receives an event of the pool-log.
  default void appended(PoolEvent event, Instant receivedAt) {}

  /// Receives a decision or a command, as an effect of the plan stage.
  default void effect(Object effect) {}
}
