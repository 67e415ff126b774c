package io.rheostat.simulator.trouble.reports;

import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.simulator.trouble.ArrivingRecord;
import io.rheostat.simulator.trouble.Interference;
import io.rheostat.simulator.trouble.TroubleWindow;
import io.rheostat.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A highly available pair of senders: the second one scrapes between the first one's scrapes and
/// arrives a few seconds late, so samples of one series come out of order.
public final class TwinSenders implements Interference {
  private final TroubleWindow window;
  private final Duration every;
  private final Duration late;
  private final List<Held> held = new ArrayList<>();

  private record Held(Instant due, WorkloadEvent event) {}

  /// @param every time between two scrapes, whole seconds
  /// @param late from the second one's sample to its arrival
  public TwinSenders(TroubleWindow window, Duration every, Duration late) {
    this.window = window;
    this.every = every;
    this.late = late;
  }

  @Override
  public void act(World world) {
    Instant now = world.now();
    long half = every.toSeconds() / 2;
    if (window.contains(now) && now.getEpochSecond() % every.toSeconds() == half) {
      world
          .pages()
          .forEach(
              page ->
                  held.add(
                      new Held(now.plus(late), new WorkloadEvent.Measured(page.reading(now)))));
    }
  }

  @Override
  public List<ArrivingRecord> metrics(List<ArrivingRecord> sent, Instant now) {
    List<ArrivingRecord> reached = new ArrayList<>(sent);
    List<Held> due = held.stream().filter(one -> !one.due().isAfter(now)).toList();
    held.removeAll(due);
    due.forEach(one -> reached.add(new ArrivingRecord(one.event(), now)));
    return reached;
  }
}
