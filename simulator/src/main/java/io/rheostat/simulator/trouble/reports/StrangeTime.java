package io.rheostat.simulator.trouble.reports;

import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.Reading;
import io.rheostat.simulator.trouble.ArrivingRecord;
import io.rheostat.simulator.trouble.Interference;
import io.rheostat.simulator.trouble.TroubleWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Records of senders with a wrong clock, or with none.
///
/// @param window of the trouble
/// @param shift error of the clock
public record StrangeTime(TroubleWindow window, Shift shift) implements Interference {
  /// Timestamp of a record without one, as left by clients before Kafka 0.10.
  private static final Instant NO_TIMESTAMP = Instant.ofEpochMilli(-1);

  /// Effect of a wrong clock on a record.
  ///
  /// @param record added to the record's timestamp
  /// @param sample added to the samples' own time
  /// @param missing whether the record has no timestamp at all
  /// @param allReplicas whether every replica's records are concerned, or one replica's alone
  public record Shift(Duration record, Duration sample, boolean missing, boolean allReplicas) {}

  @Override
  public List<ArrivingRecord> metrics(List<ArrivingRecord> sent, Instant now) {
    if (!window.contains(now)) {
      return sent;
    }
    List<ArrivingRecord> reached = new ArrayList<>();
    boolean first = true;
    for (ArrivingRecord one : sent) {
      boolean concerned =
          (first || shift.allReplicas()) && one.event() instanceof WorkloadEvent.Measured;
      reached.add(concerned ? shifted(one) : one);
      first = false;
    }
    return reached;
  }

  private ArrivingRecord shifted(ArrivingRecord one) {
    Instant receivedAt = shift.missing() ? NO_TIMESTAMP : one.receivedAt().plus(shift.record());
    if (!(one.event() instanceof WorkloadEvent.Measured(Reading reading))) {
      return one;
    }
    Reading told =
        new Reading(
            reading.workload(),
            reading.replica(),
            reading.placement(),
            reading.observedAt().plus(shift.sample()),
            reading.samples());
    return new ArrivingRecord(new WorkloadEvent.Measured(told), receivedAt);
  }
}
