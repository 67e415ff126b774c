package io.rheostat.simulator.trouble.reports;

import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import io.rheostat.simulator.engine.ReplicaView;
import io.rheostat.simulator.policy.ServiceView;
import io.rheostat.simulator.trouble.ArrivingRecord;
import io.rheostat.simulator.trouble.Interference;
import io.rheostat.simulator.trouble.TroubleWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Offset of all counters of one replica, in its first sample of the window.
public final class CounterGlitch implements Interference {
  private final TroubleWindow window;
  private final double by;
  private boolean over;
  private String replica = "";

  /// @param by added to each counter; results below 0 are 0
  public CounterGlitch(TroubleWindow window, double by) {
    this.window = window;
    this.by = by;
  }

  @Override
  public List<ArrivingRecord> metrics(List<ArrivingRecord> sent, Instant now) {
    if (over || !window.contains(now)) {
      return sent;
    }
    List<ArrivingRecord> reached = new ArrayList<>();
    for (ArrivingRecord one : sent) {
      if (!over && one.event() instanceof WorkloadEvent.Measured(Reading reading)) {
        over = true;
        reached.add(new ArrivingRecord(new WorkloadEvent.Measured(off(reading)), one.receivedAt()));
      } else {
        reached.add(one);
      }
    }
    return reached;
  }

  private Reading off(Reading reading) {
    List<Sample> samples = new ArrayList<>();
    for (Sample sample : reading.samples()) {
      samples.add(
          sample instanceof Sample.Scalar(Signal signal, var origin, double value)
                  && signal.kind() == Signal.Kind.COUNTER
              ? new Sample.Scalar(signal, origin, StrictMath.max(0, value + by))
              : sample);
    }
    return new Reading(
        reading.workload(), reading.replica(), reading.placement(), reading.observedAt(), samples);
  }

  @Override
  public ServiceView view(ServiceView view) {
    if (!window.contains(view.at()) || view.replicas().isEmpty()) {
      return view;
    }
    List<ReplicaView> replicas = new ArrayList<>(view.replicas());
    ReplicaView first = replicas.getFirst();
    if (!replica.isEmpty()) {
      return view;
    }
    replica = first.name();
    replicas.set(
        0,
        new ReplicaView(
            first.name(),
            first.placement(),
            first.draining(),
            first.running(),
            first.waiting(),
            first.kvTokens(),
            first.kvCapacity(),
            first.queuedPromptTokens(),
            off(first.promptTokens()),
            off(first.generationTokens()),
            off(first.finished()),
            first.timeToFirstToken(),
            first.timePerOutputToken(),
            first.iteration()));
    return new ServiceView(view.at(), view.arrived(), view.gateway(), replicas);
  }

  private long off(long count) {
    return StrictMath.max(0, count + (long) by);
  }
}
