package io.rheostat.verification.failover;

import io.rheostat.config.yaml.ConfigException;
import io.rheostat.model.command.Command;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.streams.Delivery;
import io.rheostat.verification.failover.history.History;
import io.rheostat.verification.failover.history.LogTail;
import io.rheostat.verification.failover.history.RecordedCall;
import io.rheostat.verification.failover.process.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// One delivery setting: the program is started, killed so many times at moments drawn from a seed,
/// each time started again at once, and left in peace at the end.
final class FailoverTrial {
  private static final Duration LEARNING = Duration.ofSeconds(10);
  private static final Duration GOES_ON = Duration.ofSeconds(60);
  private static final Duration SETTLES = Duration.ofSeconds(75);
  private static final Duration IN_PEACE = Duration.ofSeconds(4);
  private static final Duration BEHIND = Duration.ofMillis(500);
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final int LEAST_PAUSE_MILLIS = 1_500;
  private static final int MOST_PAUSE_MILLIS = 5_000;
  private static final Duration FOR_A_CALL = Duration.ofSeconds(6);
  private static final int INTO_A_CALL_MILLIS = 150;
  private static final int FREEZE_BEFORE = 1;
  private static final int DARK_BEFORE = 2;

  private final TrialPlan plan;
  private final FailoverWorld world;
  private final Program program;
  private final LogTail tail;
  private final FaultInjector trouble;
  private final Random random;
  private final List<History.Kill> kills = new ArrayList<>();
  private final List<History.Kill> stalled = new ArrayList<>();

  private FailoverTrial(
      TrialPlan plan, FailoverWorld world, Program program, LogTail tail, FaultInjector trouble) {
    this.plan = plan;
    this.world = world;
    this.program = program;
    this.tail = tail;
    this.trouble = trouble;
    random = new Random(~plan.seed());
  }

  /// Runs it to its end.
  ///
  /// @param bootstrap a broker without kills
  /// @param folder for all its files
  static History run(TrialPlan plan, String bootstrap, Path folder)
      throws IOException, InterruptedException, ConfigException {
    try (FailoverWorld world = FailoverWorld.start(plan, folder);
        Program program = Program.start(bootstrap, folder, plan.delivery());
        LogTail tail = LogTail.start(bootstrap, Set.copyOf(world.names()))) {
      FaultInjector trouble = new FaultInjector(world, bootstrap);
      return new FailoverTrial(plan, world, program, tail, trouble).run();
    }
  }

  private History run() throws IOException, InterruptedException {
    Thread.sleep(LEARNING);
    for (int i = 0; i < plan.kills(); i++) {
      if (i == FREEZE_BEFORE) {
        trouble.freeze();
      }
      if (i == DARK_BEFORE) {
        trouble.darken();
      }
      awaitMoment(i % 2 == 0);
      kill();
      trouble.unfreeze();
    }
    trouble.lighten();
    return settled();
  }

  /// @param within whether to wait, for a while, for a call under way
  private void awaitMoment(boolean within) throws IOException, InterruptedException {
    Thread.sleep(random.nextInt(LEAST_PAUSE_MILLIS, MOST_PAUSE_MILLIS));
    int into = random.nextInt(INTO_A_CALL_MILLIS);
    if (within) {
      trouble.surge();
      if (awaitThat(world.recorder()::isCalled, FOR_A_CALL)) {
        Thread.sleep(into);
      }
    }
  }

  /// Kills it, starts it again and waits until a new command takes effect. Load grows at once, to
  /// make a command necessary.
  private void kill() throws IOException, InterruptedException {
    program.mustLive();
    History.Kill kill = new History.Kill(world.recorder().now(), world.recorder().isCalled());
    program.kill();
    kills.add(kill);
    program.again();
    trouble.surge();
    if (!awaitThat(() -> actsSince(kill.at()), GOES_ON)) {
      stalled.add(kill);
    }
    double seconds = Duration.between(kill.at(), world.recorder().now()).toMillis() / 1000.0;
    System.err.printf(
        Locale.ROOT,
        "rheostat: %s, kill %d of %d: acts again after %.1f s%n",
        FailoverReport.name(plan.delivery()),
        kills.size(),
        plan.kills(),
        seconds);
  }

  private boolean actsSince(Instant kill) {
    for (RecordedCall call : world.recorder().calls().reversed()) {
      if (call.at().isBefore(kill)) {
        return false;
      }
      Optional<Command> command = tail.command(call.command());
      if (call.isChange() && command.isPresent() && command.get().issuedAt().isAfter(kill)) {
        return true;
      }
    }
    return false;
  }

  /// Waits, without further faults, until plan and targets agree and stay so for a while.
  ///
  /// @return all until then, with the difference left after the bound
  private History settled() throws IOException, InterruptedException {
    world.loads().steady();
    world.moods().mend();
    long limit = System.nanoTime() + SETTLES.toNanos();
    long well = System.nanoTime();
    Optional<String> amiss = amiss();
    while (System.nanoTime() < limit) {
      if (amiss.isPresent()) {
        well = System.nanoTime();
      } else if (System.nanoTime() - well >= IN_PEACE.toNanos()) {
        History history = history(Optional.empty());
        if (amiss().isEmpty()) {
          return history;
        }
        well = System.nanoTime();
      }
      Thread.sleep(LOOK);
      program.mustLive();
      amiss = amiss();
    }
    return history(
        amiss.isPresent() ? amiss : Optional.of("the plan changes on under a steady load"));
  }

  /// Collects the observations first, then the logs, read a little later: the command of every call
  /// is there.
  private History history(Optional<String> amiss) throws InterruptedException {
    History.Sights sights = world.sights();
    Thread.sleep(BEHIND);
    return new History(
        world.fleet(),
        new History.Faults(kills, trouble.freezes(), stalled, amiss),
        sights,
        tail.all(plan.delivery() == Delivery.EXACTLY_ONCE));
  }

  private Optional<String> amiss() {
    if (!tail.open().isEmpty()) {
      return Optional.of("commands are under way: " + tail.open());
    }
    for (String workload : world.names()) {
      Optional<Decision> last = tail.last(workload);
      int wanted = world.target().wanted(workload);
      if (last.isEmpty() || planned(last.get()).total() != wanted) {
        return Optional.of(workload + " holds " + wanted + ", decided was last " + last);
      }
    }
    return Optional.empty();
  }

  private static Allocation planned(Decision decision) {
    return switch (decision) {
      case Decision.Hold hold -> hold.held();
      case Decision.Resize resize -> resize.to();
      case Decision.NoData none -> none.held();
      case Decision.Proposal proposal -> proposal.from();
      case Decision.Shadow shadow -> shadow.running();
      case Decision.Request _ -> Allocation.NONE;
    };
  }

  /// A condition of the trial.
  private interface Condition {
    boolean holds();
  }

  private boolean awaitThat(Condition condition, Duration atMost)
      throws IOException, InterruptedException {
    long limit = System.nanoTime() + atMost.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > limit) {
        return false;
      }
      program.mustLive();
      Thread.sleep(LOOK);
    }
    return true;
  }
}
