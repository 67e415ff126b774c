package io.rheostat.simulator.trouble.outages;

import io.rheostat.simulator.trouble.Interference;
import io.rheostat.simulator.trouble.TroubleWindow;
import io.rheostat.simulator.world.World;
import java.time.Duration;
import java.time.Instant;

/// Replacement of replicas one after the other, each by a new one ready first, like a rolling
/// update with a surge of one.
public final class RollingRestart implements Interference {
  private final TroubleWindow window;
  private final String workload;
  private final Duration every;
  private Instant next;

  /// @param every time between the starts of two replacements
  public RollingRestart(TroubleWindow window, String workload, Duration every) {
    this.window = window;
    this.workload = workload;
    this.every = every;
    this.next = window.from();
  }

  @Override
  public void act(World world) {
    if (window.contains(world.now()) && !world.now().isBefore(next)) {
      next = next.plus(every);
      world.replaceOldest(workload);
    }
  }
}
