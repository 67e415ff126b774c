package io.rheostat.actuator.driver;

import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Order;
import io.rheostat.model.fleet.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Notes what it is told and answers the same each time.
final class RecordingDriver implements Driver {
  private final Attempt answer;
  private final List<String> applied = new ArrayList<>();

  RecordingDriver(Attempt answer) {
    this.answer = answer;
  }

  @Override
  public Attempt apply(String workload, Order order, Generation generation) {
    applied.add(workload + " " + order.placement() + "=" + order.replicas() + " " + generation);
    return answer;
  }

  @Override
  public DriverReport observe(Workload workload) {
    return new DriverReport.Seen(Generation.NONE, List.of(), false, Optional.of("recording"));
  }

  List<String> applied() {
    return applied;
  }
}
