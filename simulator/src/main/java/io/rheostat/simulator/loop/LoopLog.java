package io.rheostat.simulator.loop;

import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.log.WorkloadEvent;
import java.time.Instant;

/// Told of everything that the loop appends to a log or a topic, in order.
public interface LoopLog {
  /// Keeps nothing.
  LoopLog NONE =
      new LoopLog() {
        @Override
        public void appended(WorkloadEvent event, Instant receivedAt) {}

        @Override
        public void appended(PoolEvent event, Instant receivedAt) {}

        @Override
        public void effect(Object effect) {}
      };

  /// An event of the workload-log.
  void appended(WorkloadEvent event, Instant receivedAt);

  /// An event of the pool-log.
  void appended(PoolEvent event, Instant receivedAt);

  /// A decision or a command, as an effect of the plan stage.
  void effect(Object effect);
}
