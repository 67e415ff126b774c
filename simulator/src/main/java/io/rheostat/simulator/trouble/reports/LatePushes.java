package io.rheostat.simulator.trouble.reports;

import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.Reading;
import io.rheostat.simulator.policy.ServiceView;
import io.rheostat.simulator.trouble.ArrivingRecord;
import io.rheostat.simulator.trouble.Interference;
import io.rheostat.simulator.trouble.TroubleWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// A lagging sender: samples keep their own time and arrive late, and perhaps in two pieces.
public final class LatePushes implements Interference {
  /// Time between the two pieces of a torn push.
  private static final Duration BETWEEN = Duration.ofSeconds(2);

  private final TroubleWindow window;
  private final Duration delay;
  private final boolean torn;
  private final Deque<Held> held = new ArrayDeque<>();
  private final Deque<ServiceView> views = new ArrayDeque<>();

  private record Held(Instant due, WorkloadEvent event) {}

  /// @param delay from sample to arrival
  /// @param torn whether a push comes as two requests, cut anywhere
  public LatePushes(TroubleWindow window, Duration delay, boolean torn) {
    this.window = window;
    this.delay = delay;
    this.torn = torn;
  }

  @Override
  public List<ArrivingRecord> metrics(List<ArrivingRecord> sent, Instant now) {
    List<ArrivingRecord> reached = new ArrayList<>();
    for (ArrivingRecord one : sent) {
      if (window.contains(now) && one.event() instanceof WorkloadEvent.Measured(Reading reading)) {
        hold(reading, now.plus(delay));
      } else {
        reached.add(one);
      }
    }
    List<Held> due = held.stream().filter(one -> !one.due().isAfter(now)).toList();
    held.removeAll(due);
    due.forEach(one -> reached.add(new ArrivingRecord(one.event(), now)));
    return reached;
  }

  private void hold(Reading reading, Instant due) {
    int cut = reading.samples().size() / 2;
    if (torn && cut > 0) {
      held.add(new Held(due, new WorkloadEvent.Measured(part(reading, 0, cut))));
      int size = reading.samples().size();
      held.add(new Held(due.plus(BETWEEN), new WorkloadEvent.Measured(part(reading, cut, size))));
    } else {
      held.add(new Held(due, new WorkloadEvent.Measured(reading)));
    }
  }

  private static Reading part(Reading reading, int from, int until) {
    return new Reading(
        reading.workload(),
        reading.replica(),
        reading.placement(),
        reading.observedAt(),
        reading.samples().subList(from, until));
  }

  @Override
  public ServiceView view(ServiceView view) {
    views.addLast(view);
    if (!window.contains(view.at())) {
      views.clear();
      return view;
    }
    Instant seen = view.at().minus(delay);
    while (views.size() > 1 && views.getFirst().at().isBefore(seen)) {
      views.removeFirst();
    }
    ServiceView old = views.getFirst();
    return new ServiceView(view.at(), old.arrived(), old.gateway(), old.replicas());
  }
}
