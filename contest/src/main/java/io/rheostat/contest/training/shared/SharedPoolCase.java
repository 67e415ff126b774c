package io.rheostat.contest.training.shared;

import io.rheostat.simulator.jobs.Submission;
import io.rheostat.simulator.loop.ClosedLoop;
import io.rheostat.simulator.loop.LoopLog;
import io.rheostat.simulator.world.Scenario;
import io.rheostat.simulator.world.Score;
import io.rheostat.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One run of a service and jobs under the folds as they ship.
///
/// @param split devices of the service alone, the rest for the jobs; 0 for one pool of all
/// @param hours simulated time
public record SharedPoolCase(int split, int hours) {
  private static final Duration SCRAPE_EVERY = Duration.ofSeconds(5);
  private static final double SECONDS_PER_HOUR = 3600;
  private static final long SEED = 1;

  /// Simulated time of the whole benchmark.
  public static final int ALL_HOURS = 20;

  /// Simulated time of the part that is checked.
  private static final int CHECKED_HOURS = 2;

  /// Returns all runs, the checked one last.
  public static List<SharedPoolCase> all() {
    return Stream.concat(
            Stream.of(0, 16, 24, 32, 40).map(split -> new SharedPoolCase(split, ALL_HOURS)),
            subset().stream())
        .toList();
  }

  /// Returns runs of seconds, for a check of the committed rows.
  public static List<SharedPoolCase> subset() {
    return List.of(new SharedPoolCase(0, CHECKED_HOURS));
  }

  /// Runs until the end of the simulated time.
  public SharedPoolResult run(SharedPool pool) {
    Scenario scenario = pool.world(split);
    World world = new World(scenario, SEED);
    Instant end = scenario.start().plus(Duration.ofHours(hours));
    new ClosedLoop(world, SCRAPE_EVERY, LoopLog.NONE).runUntil(end);
    Score score = world.score();
    List<Submission> submitted =
        pool.jobs().stream().filter(job -> !scenario.declaredAt(job.name()).isAfter(end)).toList();
    double[] seconds = new double[submitted.size()];
    int unfinished = 0;
    int restarts = 0;
    double deviceHours = 0;
    for (int j = 0; j < seconds.length; j++) {
      Submission job = submitted.get(j);
      Optional<Instant> done = world.completedAt(job.name());
      unfinished += done.isPresent() ? 0 : 1;
      double at = Duration.between(scenario.start(), done.orElse(end)).toMillis() / 1e3;
      seconds[j] = at - job.atSeconds();
      restarts += world.restarts(job.name());
      deviceHours += score.of(job.name()).deviceHours();
    }
    Arrays.sort(seconds);
    double sum = Arrays.stream(seconds).sum();
    Score.Line service = score.of(pool.service().workload());
    return new SharedPoolResult(
        this,
        service.sloAttainment(),
        service.requestsWithinSlo() * pool.service().usdPerGoodRequest(),
        sum / SECONDS_PER_HOUR * SharedPool.DELAY_USD_PER_HOUR,
        sum / seconds.length,
        seconds[(int) Math.ceil(0.99 * seconds.length) - 1],
        unfinished,
        (double) restarts / seconds.length,
        service.deviceHours(),
        deviceHours);
  }
}
