package io.rheostat.simulator.trouble.reports;

import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.Reading;
import io.rheostat.simulator.engine.ReplicaView;
import io.rheostat.simulator.policy.ServiceView;
import io.rheostat.simulator.trouble.ArrivingRecord;
import io.rheostat.simulator.trouble.Interference;
import io.rheostat.simulator.trouble.TroubleWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Two processes behind one address: of each pair of replicas one answers a scrape and the other
/// the next, both under the first one's name.
public final class SharedAddress implements Interference {
  private final TroubleWindow window;
  private int scrapes;

  public SharedAddress(TroubleWindow window) {
    this.window = window;
  }

  @Override
  public List<ArrivingRecord> metrics(List<ArrivingRecord> sent, Instant now) {
    List<ArrivingRecord> readings =
        sent.stream().filter(one -> one.event() instanceof WorkloadEvent.Measured).toList();
    if (!window.contains(now) || readings.isEmpty()) {
      return sent;
    }
    scrapes++;
    List<ArrivingRecord> reached = new ArrayList<>(sent);
    reached.removeAll(readings);
    for (int i = 0; i < readings.size(); i += 2) {
      ArrivingRecord first = readings.get(i);
      ArrivingRecord second = readings.get(StrictMath.min(i + 1, readings.size() - 1));
      reached.add(scrapes % 2 == 0 ? first : named(first, second));
    }
    return reached;
  }

  private static ArrivingRecord named(ArrivingRecord as, ArrivingRecord one) {
    if (as.event() instanceof WorkloadEvent.Measured(Reading name)
        && one.event() instanceof WorkloadEvent.Measured(Reading reading)) {
      Reading told =
          new Reading(
              name.workload(),
              name.replica(),
              name.placement(),
              reading.observedAt(),
              reading.samples());
      return new ArrivingRecord(new WorkloadEvent.Measured(told), one.receivedAt());
    }
    return one;
  }

  @Override
  public ServiceView view(ServiceView view) {
    if (!window.contains(view.at())) {
      return view;
    }
    scrapes++;
    List<ReplicaView> replicas = new ArrayList<>();
    for (int i = 0; i < view.replicas().size(); i += 2) {
      int other = StrictMath.min(i + 1, view.replicas().size() - 1);
      ReplicaView name = view.replicas().get(i);
      ReplicaView told = view.replicas().get(scrapes % 2 == 0 ? i : other);
      replicas.add(told.named(name.name()));
    }
    return new ServiceView(view.at(), view.arrived(), view.gateway(), replicas);
  }
}
