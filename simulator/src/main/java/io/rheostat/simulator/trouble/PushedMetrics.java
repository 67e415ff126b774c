package io.rheostat.simulator.trouble;

import io.rheostat.model.log.WorkloadEvent;
import java.time.Instant;
import java.util.List;

/// Pushed metrics, without a report of a replica's departure.
public record PushedMetrics() implements Interference {
  @Override
  public List<Incoming> metrics(List<Incoming> sent, Instant now) {
    return sent.stream().filter(one -> !(one.event() instanceof WorkloadEvent.Left)).toList();
  }
}
