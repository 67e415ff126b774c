package io.rheostat.simulator.trouble.reports;

import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.simulator.policy.ServiceView;
import io.rheostat.simulator.trouble.ArrivingRecord;
import io.rheostat.simulator.trouble.Interference;
import io.rheostat.simulator.trouble.TroubleWindow;
import io.rheostat.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Replicas without received metrics: an outage of all or some, or replicas without any report
/// although their target calls them ready.
public final class Silence implements Interference {
  /// Extent of the silence.
  ///
  /// @param share of the replicas reporting when it begins, 0..1; rounded up
  /// @param newcomers whether later replicas are silent too
  /// @param returnsWithin after the end, time for the silent ones to return one after the other
  public record Extent(double share, boolean newcomers, Duration returnsWithin) {}

  private final TroubleWindow window;
  private final Extent extent;
  private final Map<String, Instant> silentUntil = new HashMap<>();
  private final List<String> known = new ArrayList<>();
  private boolean begun;

  public Silence(TroubleWindow window, Extent extent) {
    this.window = window;
    this.extent = extent;
  }

  @Override
  public void act(World world) {
    List<String> replicas = new ArrayList<>();
    world.pages().forEach(page -> replicas.add(page.replica()));
    if (!window.contains(world.now())) {
      if (!begun) {
        known.clear();
        known.addAll(replicas);
      }
      return;
    }
    if (!begun) {
      begun = true;
      first(replicas);
    }
    for (String replica : replicas) {
      if (!known.contains(replica)) {
        known.add(replica);
        if (extent.newcomers()) {
          silentUntil.put(replica, window.until());
        }
      }
    }
  }

  /// Chooses the silent ones of the replicas reporting when it begins.
  private void first(List<String> replicas) {
    known.retainAll(replicas);
    int silent = (int) StrictMath.ceil(extent.share() * known.size() - 1e-9);
    for (int i = 0; i < silent; i++) {
      Duration later = extent.returnsWithin().multipliedBy(i).dividedBy(silent);
      silentUntil.put(known.get(i), window.until().plus(later));
    }
  }

  private boolean silent(String replica, Instant now) {
    Instant until = silentUntil.get(replica);
    return until != null && now.isBefore(until);
  }

  @Override
  public List<ArrivingRecord> metrics(List<ArrivingRecord> sent, Instant now) {
    return sent.stream()
        .filter(
            one ->
                !(one.event() instanceof WorkloadEvent.Measured(var reading)
                    && silent(reading.replica(), now)))
        .toList();
  }

  @Override
  public ServiceView view(ServiceView view) {
    return new ServiceView(
        view.at(),
        view.arrived(),
        view.gateway(),
        view.replicas().stream().filter(replica -> !silent(replica.name(), view.at())).toList());
  }
}
