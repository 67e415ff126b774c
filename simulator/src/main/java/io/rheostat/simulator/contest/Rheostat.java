package io.rheostat.simulator.contest;

import io.rheostat.simulator.loop.ClosedLoop;
import io.rheostat.simulator.loop.LoopLog;
import io.rheostat.simulator.world.World;
import java.time.Duration;

/// This project's folds with their one default setting, told the world's fleet and shown its pages.
public record Rheostat() implements Contender {
  private static final Duration SCRAPE_EVERY = Duration.ofSeconds(5);

  @Override
  public String name() {
    return "rheostat";
  }

  @Override
  public Run enter(World world, String workload) {
    return new ClosedLoop(world, SCRAPE_EVERY, LoopLog.NONE)::runUntil;
  }
}
