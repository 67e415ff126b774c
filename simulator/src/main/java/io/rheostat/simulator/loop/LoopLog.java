package io.rheostat.simulator.loop;

import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.log.WorkloadEvent;
import java.time.Instant;

/// Receiver of everything appended by the loop to a log or a topic, in order.
public interface LoopLog {
  /// Log without effect.
  LoopLog NONE =
      new LoopLog() {
        @Override
        public void appended(WorkloadEvent event, Instant receivedAt) {}

        @Override
        public void appended(PoolEvent event, Instant receivedAt) {}

        @Override
        public void effect(Object effect) {}
      };

  /// Receives an event of the workload-log.
  void appended(WorkloadEvent event, Instant receivedAt);

  /// Receives an event of the pool-log.
  void appended(PoolEvent event, Instant receivedAt);

  /// Receives a decision or a command, as an effect of the plan stage.
  void effect(Object effect);
}
