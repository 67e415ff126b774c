package io.rheostat.contest.trial;

import io.rheostat.simulator.loop.ClosedLoop;
import io.rheostat.simulator.loop.HostVariant;
import io.rheostat.simulator.loop.LoopLog;
import io.rheostat.simulator.trouble.Interference;
import io.rheostat.simulator.world.World;
import java.time.Duration;

/// This project's folds with their one default setting, given the world's fleet and its metrics
/// pages.
///
/// @param log receiver of all appended records
/// @param variant change of its host; [HostVariant#SOUND] for the host as it is
public record RheostatPolicy(LoopLog log, HostVariant variant) implements Contender {
  /// Time between two scrapes of a replica.
  public static final Duration SCRAPE_EVERY = Duration.ofSeconds(5);

  /// Creates a contender of the folds on a sound host, without a log.
  public RheostatPolicy() {
    this(LoopLog.NONE, HostVariant.SOUND);
  }

  @Override
  public String name() {
    return "rheostat";
  }

  @Override
  public Run enter(World world, String workload, Interference trouble) {
    return new ClosedLoop(world, SCRAPE_EVERY, log, trouble, variant)::runUntil;
  }
}
