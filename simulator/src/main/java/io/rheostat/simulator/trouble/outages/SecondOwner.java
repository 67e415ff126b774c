package io.rheostat.simulator.trouble.outages;

import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.simulator.trouble.Interference;
import io.rheostat.simulator.trouble.TroubleWindow;
import io.rheostat.simulator.world.JournalEntry;
import io.rheostat.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Another autoscaler with a count of its own on the same target, under the same fence.
public final class SecondOwner implements Interference {
  private final TroubleWindow window;
  private final Order order;
  private final List<JournalEntry> own = new ArrayList<>();
  private Instant next;
  private boolean wrote;

  /// Order of the other autoscaler.
  ///
  /// @param workload its target's workload
  /// @param placement its target's placement
  /// @param replicas its desired replicas
  /// @param every time between two of its turns
  public record Order(String workload, String placement, int replicas, Duration every) {}

  public SecondOwner(TroubleWindow window, Order order) {
    this.window = window;
    this.order = order;
    this.next = window.from();
  }

  @Override
  public void act(World world) {
    Instant now = world.now();
    if (!window.contains(now) || now.isBefore(next)) {
      return;
    }
    next = next.plus(order.every());
    Generation seen = world.observed(order.workload()).generation();
    Generation newer = new Generation(seen.revision(), seen.counter() + 1);
    own.add(new JournalEntry(now, order.workload(), order.placement(), order.replicas(), newer));
    world.scale(order.workload(), order.placement(), order.replicas(), newer);
    wrote = true;
  }

  /// Reports the other owner. The driver recognises the other owner by the id in the fence, as long
  /// as it keeps writing.
  @Override
  public Optional<Observed> observed(Observed observed, Instant now) {
    if (!wrote || !window.contains(now) || !observed.workload().equals(order.workload())) {
      return Optional.of(observed);
    }
    return Optional.of(
        new Observed(
            observed.workload(),
            observed.pool(),
            observed.at(),
            observed.generation(),
            observed.placements(),
            observed.complete(),
            Optional.of("another autoscaler"),
            observed.looks(),
            observed.failed()));
  }

  @Override
  public boolean made(JournalEntry entry) {
    return own.contains(entry);
  }
}
