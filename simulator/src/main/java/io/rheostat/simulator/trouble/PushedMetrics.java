package io.rheostat.simulator.trouble;

import io.rheostat.model.log.WorkloadEvent;
import java.time.Instant;
import java.util.List;

/// Metrics are pushed, so that nobody reports that a replica has left.
public record PushedMetrics() implements Interference {
  @Override
  public List<Incoming> metrics(List<Incoming> sent, Instant now) {
    return sent.stream().filter(one -> !(one.event() instanceof WorkloadEvent.Left)).toList();
  }
}
