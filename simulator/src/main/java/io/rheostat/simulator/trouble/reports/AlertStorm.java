package io.rheostat.simulator.trouble.reports;

import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.Alert;
import io.rheostat.simulator.trouble.ArrivingRecord;
import io.rheostat.simulator.trouble.Interference;
import io.rheostat.simulator.trouble.TroubleWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A firing alert, notified again and again until it is resolved.
public final class AlertStorm implements Interference {
  private final TroubleWindow window;
  private final String workload;
  private final String alert;
  private final Duration every;
  private Instant next;
  private boolean resolved;

  /// @param alert the alert's name, declared by the workload
  /// @param every time between two notifications, Alertmanager's `repeat_interval`
  public AlertStorm(TroubleWindow window, String workload, String alert, Duration every) {
    this.window = window;
    this.workload = workload;
    this.alert = alert;
    this.every = every;
    this.next = window.from();
  }

  @Override
  public List<ArrivingRecord> metrics(List<ArrivingRecord> sent, Instant now) {
    List<ArrivingRecord> reached = new ArrayList<>(sent);
    if (window.contains(now) && !now.isBefore(next)) {
      next = next.plus(every);
      reached.add(notification(true, now));
    } else if (!resolved && !now.isBefore(window.until())) {
      resolved = true;
      reached.add(notification(false, now));
    }
    return reached;
  }

  private ArrivingRecord notification(boolean firing, Instant now) {
    Alert told = new Alert(workload, alert, firing, window.from());
    return new ArrivingRecord(new WorkloadEvent.Alerted(told), now);
  }
}
