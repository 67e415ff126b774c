package io.rheostat.simulator.trouble.reports;

import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.simulator.trouble.ArrivingRecord;
import io.rheostat.simulator.trouble.Interference;
import java.time.Instant;
import java.util.List;

/// Pushed metrics, without a report of a replica's departure.
public record PushedMetrics() implements Interference {
  @Override
  public List<ArrivingRecord> metrics(List<ArrivingRecord> sent, Instant now) {
    return sent.stream().filter(one -> !(one.event() instanceof WorkloadEvent.Left)).toList();
  }
}
