package io.rheostat.core.plan;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.plan.decision.PlanEffect;
import io.rheostat.core.stage.Given;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.decision.Evidence;
import io.rheostat.model.decision.Margin;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Freshness;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.TrainingProfile;
import io.rheostat.model.estimate.WidthGoodput;
import io.rheostat.model.fleet.BatchRange;
import io.rheostat.model.fleet.ElasticTraining;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Jobs at 100 $ an hour of their time, on devices at a dollar.
final class ElasticJobsTest {
  private static final ElasticTraining TERMS =
      new ElasticTraining(100, BatchRange.fixedPerReplica(32, 32));

  private final PlanHost host = new PlanHost();
  private int second;

  private static Objective.Training plain() {
    return new Objective.Training(1e7, 32, 32, 2000, Optional.empty(), 0);
  }

  private static Workload job(String name, int least, Objective objective) {
    return Given.workload(
        name, "main", objective, Given.bounds(least, 8), Given.placement("big", "h100"));
  }

  private static Workload job(String name) {
    return job(name, 0, plain().with(TERMS));
  }

  private void fleet(int devices, Workload... jobs) {
    host.declare(Given.declare(1, Given.device("h100", 1)));
    host.declare(Given.declare(1, Given.pool("main", Map.of("h100", devices))));
    for (Workload one : jobs) {
      host.declare(Given.declare(1, one));
      host.observed(one, Generation.NONE, Given.running("big", 0));
    }
    // The first joint solve waits for a tick.
    host.tick();
  }

  private Estimate estimate(Workload job, boolean complete, int most, int... widths) {
    List<WidthGoodput> goodputs = new ArrayList<>();
    for (int width : widths) {
      goodputs.add(new WidthGoodput("big", width, 1_000 * Math.pow(width, 0.9), 1));
    }
    return new Estimate(
        job.name(),
        "main",
        host.now(),
        Given.fresh(host.desired(job).total()),
        new Measure.Training(
            0, complete ? 1e7 : 0, 0, 1, complete, goodputs, new TrainingProfile(most, 0, 0, 0)));
  }

  private Estimate estimate(Workload job) {
    return estimate(job, false, 0, 1, 2, 4, 8);
  }

  private static List<Command> commands(List<PlanEffect> effects) {
    List<Command> commands = new ArrayList<>();
    for (PlanEffect effect : effects) {
      if (effect instanceof PlanEffect.Issued(Command command)) {
        commands.add(command);
      }
    }
    return commands;
  }

  private static int width(List<PlanEffect> effects, Workload job) {
    return commands(effects).stream()
        .filter(command -> command.workload().equals(job.name()))
        .mapToInt(command -> command.to().total())
        .findFirst()
        .orElse(-1);
  }

  private void obey(List<PlanEffect> effects, Workload... jobs) {
    for (Command command : commands(effects)) {
      for (Workload one : jobs) {
        if (one.name().equals(command.workload())) {
          host.obey(one, command);
        }
      }
    }
  }

  /// Seconds pass: each job is estimated, and what is ordered happens at once.
  private void pass(int seconds, Workload... jobs) {
    for (int i = 0; i < seconds; i++) {
      second++;
      host.at(second);
      for (Workload one : jobs) {
        obey(host.estimate(estimate(one)), jobs);
      }
      obey(host.tick(), jobs);
    }
  }

  @Test
  void theFirstEstimateIsDecidedOnBeforeAnyTick() {
    Workload train = job("train");
    fleet(8, train);

    assertThat(width(host.estimate(estimate(train)), train)).isEqualTo(8);
    assertThat(host.desired(train).total()).isEqualTo(8);
  }

  @Test
  void aSecondEstimateThatSaysNothingNewWaitsForTheTick() {
    Workload train = job("train");
    fleet(8, train);
    obey(host.estimate(estimate(train, false, 0, 1, 2)), train);
    assertThat(host.desired(train).total()).isEqualTo(2);

    host.at(1);
    assertThat(host.estimate(estimate(train))).isEmpty();
    assertThat(host.desired(train).total()).isEqualTo(2);
    host.at(120);
    host.estimate(estimate(train));
    assertThat(width(host.tick(), train)).isEqualTo(8);
  }

  @Test
  void widerWidthsWorthTryingAreDecidedOnAtOnce() {
    Workload train = job("train");
    fleet(8, train);
    obey(host.estimate(estimate(train, false, 2, 1, 2, 4, 8)), train);
    assertThat(host.desired(train).total()).isEqualTo(2);

    host.at(1);
    assertThat(width(host.estimate(estimate(train, false, 4, 1, 2, 4, 8)), train)).isEqualTo(4);
  }

  @Test
  void aJobWithoutADelayCostWaitsForTheTick() {
    Workload train = job("train", 0, plain());
    fleet(8, train);

    assertThat(host.estimate(estimate(train))).isEmpty();
    assertThat(host.desired(train).total()).isZero();
    host.at(60);
    assertThat(width(host.tick(), train)).isPositive();
  }

  @Test
  void aSecondJobTakesFromTheFirstAsSoonAsItIsSeen() {
    Workload one = job("one");
    Workload two = job("two");
    fleet(8, one, two);
    pass(65, one);
    assertThat(host.desired(one).total()).isEqualTo(8);

    assertThat(width(host.estimate(estimate(two)), one)).isEqualTo(4);
  }

  /// Devices cost nothing here: a service keeps all of them, until a job needs some.
  @Test
  void aServiceOnPaidDevicesGivesWayToAJobThatWaits() {
    Workload chat =
        Given.service("chat", "main", Given.bounds(1, 8), Given.placement("big", "h100"));
    Workload train = job("train");
    host.declare(Given.declare(1, Given.device("h100", 1)));
    host.declare(
        Given.declare(
            1, new Pool("main", new TreeMap<>(Map.of("h100", 8)), OptionalDouble.empty(), 1, 0)));
    host.declare(Given.declare(1, chat));
    host.observed(chat, Generation.NONE, Given.running("big", 8));
    for (second = 1; second < 120; second++) {
      host.at(second);
      obey(host.estimate(Given.estimate(chat, host.now(), Given.fresh(8), 24, 10)), chat);
      obey(host.tick(), chat);
    }
    assertThat(host.desired(chat).total()).isEqualTo(8);

    host.declare(Given.declare(2, train));
    host.observed(train, Generation.NONE, Given.running("big", 0));
    for (; second < 300; second++) {
      share(chat, train, 24);
    }
    // 24 requests a second need three replicas of ten.
    assertThat(host.desired(chat).total()).isBetween(3, 6);
    assertThat(host.desired(train).total()).isPositive();
    assertThat(host.desired(chat).total() + host.desired(train).total()).isLessThanOrEqualTo(8);
  }

  @Test
  void whatAJobTrainsOnGoesBackToAServiceThatNeedsItWithinTwoDecisions() {
    Workload chat =
        Given.service("chat", "main", Given.bounds(1, 8), Given.placement("big", "h100"));
    Workload train = job("train");
    fleet(8, train);
    host.declare(Given.declare(1, chat));
    host.observed(chat, Generation.NONE, Given.running("big", 2));
    second = 1;
    for (; second < 300; second++) {
      share(chat, train, 8);
    }
    assertThat(host.desired(train).total()).isEqualTo(4);

    // 48 requests a second need five replicas of ten: the job gives back at the next joint solve,
    // the service takes at the one after.
    for (; second < 311; second++) {
      share(chat, train, 48);
    }
    assertThat(host.desired(chat).total()).isGreaterThanOrEqualTo(5);
    assertThat(host.desired(train).total()).isBetween(1, 2);
  }

  /// Half of a job's speed is worth 100 · 0.9 ln 2 = 62.4 $/h, less two devices' dollars, and the
  /// restart on the way there is not free.
  @Test
  void aServiceAndAJobOfAPoolSayInTheSameDollarsWhatTheirLastDevicesEarn() {
    Workload chat =
        Given.service("chat", "main", Given.bounds(1, 8), Given.placement("big", "h100"));
    Workload train = job("train");
    fleet(8, train);
    host.declare(Given.declare(1, chat));
    host.observed(chat, Generation.NONE, Given.running("big", 2));
    Map<String, Evidence> newest = new TreeMap<>();
    for (second = 1; second < 300; second++) {
      for (PlanEffect effect : share(chat, train, 24)) {
        if (effect instanceof PlanEffect.Decided(var decision)) {
          decision
              .rationale()
              .evidence()
              .ifPresent(evidence -> newest.put(decision.workload(), evidence));
        }
      }
    }

    assertThat(host.desired(train).total()).isEqualTo(4);
    Margin job = requireNonNull(newest.get("train")).last().orElseThrow();
    assertThat(job.devices()).isEqualTo(Map.of("h100", 2));
    assertThat(job.usdPerHour()).isBetween(60.4, 80.0);
    Margin service = requireNonNull(newest.get("chat")).last().orElseThrow();
    assertThat(service.devices()).isEqualTo(Map.of("h100", 1));
    // The job would have taken it otherwise.
    assertThat(service.usdPerHour()).isPositive();
    Margin more = requireNonNull(newest.get("train")).next().orElseThrow();
    assertThat(more.devices()).isEqualTo(Map.of("h100", 4));
    assertThat(more.usdPerHour()).isBetween(30.0, 58.4);
  }

  /// A second of a service at a rate, and of a job.
  private List<PlanEffect> share(Workload chat, Workload train, double rate) {
    host.at(second);
    Freshness seen = Given.fresh(host.desired(chat).total());
    obey(host.estimate(Given.estimate(chat, host.now(), seen, rate, 10)), chat, train);
    obey(host.estimate(estimate(train)), chat, train);
    List<PlanEffect> effects = host.tick();
    obey(effects, chat, train);
    return effects;
  }

  private static Workload jobOf(String owner, String name) {
    return job(name, 0, plain().with(TERMS.ownedBy(owner)));
  }

  private void owners(int devices, Map<String, Pool.Quota> owners, Workload... jobs) {
    fleet(devices, jobs);
    host.declare(
        Given.declare(
            1, Given.pool("main", Map.of("h100", devices)).withOwners(new TreeMap<>(owners))));
  }

  private static Pool.Quota quota(double weight, int most) {
    return new Pool.Quota(weight, new TreeMap<>(Map.of("h100", most)));
  }

  @Test
  void theJobsOfAnOwnerStayWithinItsQuotaAndOthersTakeTheRest() {
    Workload one = jobOf("research", "one");
    Workload two = jobOf("research", "two");
    Workload other = job("other");
    owners(12, Map.of("research", quota(1, 3)), one, two, other);
    for (int i = 0; i < 90; i++) {
      pass(1, one, two, other);
      assertThat(host.desired(one).total() + host.desired(two).total()).isLessThanOrEqualTo(3);
    }

    assertThat(host.desired(one).total()).isPositive();
    assertThat(host.desired(two).total()).isPositive();
    assertThat(host.desired(other).total()).isEqualTo(8);
  }

  @Test
  void aQuotaLoweredBelowWhatIsHeldTakesTheRestBack() {
    Workload one = jobOf("research", "one");
    Workload two = jobOf("research", "two");
    owners(8, Map.of("research", quota(1, 8)), one, two);
    pass(80, one, two);
    assertThat(host.desired(one).total() + host.desired(two).total()).isEqualTo(8);

    host.declare(
        Given.declare(
            2,
            Given.pool("main", Map.of("h100", 8))
                .withOwners(new TreeMap<>(Map.of("research", quota(1, 2))))));
    pass(80, one, two);
    assertThat(host.desired(one).total() + host.desired(two).total()).isEqualTo(2);
  }

  @Test
  void theJobsOfAnOwnerThatWeighsMoreGetMore() {
    Workload heavy = jobOf("research", "heavy");
    Workload light = jobOf("vision", "light");
    owners(6, Map.of("research", quota(4, 6), "vision", quota(1, 6)), heavy, light);
    pass(80, heavy, light);

    assertThat(host.desired(heavy).total()).isEqualTo(4);
    assertThat(host.desired(light).total()).isEqualTo(2);
  }

  @Test
  void whatOneGivesBackTheOtherTakes() {
    Workload one = job("one");
    Workload two = job("two");
    fleet(8, one, two);
    obey(host.estimate(estimate(one)), one, two);

    pass(80, one, two);

    assertThat(host.desired(one).total()).isEqualTo(4);
    assertThat(host.desired(two).total()).isEqualTo(4);
  }

  @Test
  void completionTakesTheDevicesAtOnce() {
    Workload done = job("done");
    fleet(8, done);
    obey(host.estimate(estimate(done)), done);
    host.at(30);

    assertThat(width(host.estimate(estimate(done, true, 0, 1, 2, 4, 8)), done)).isZero();
  }

  /// Next to nothing is left of a done job, so its weight would be the largest of all.
  @Test
  void aDoneJobIsWorthNothingAndTheQueuedOneGetsItsDevice() {
    Workload done = job("done");
    Workload queued = job("queued");
    fleet(1, done, queued);
    for (second = 1; second < 90; second++) {
      host.at(second);
      obey(host.estimate(estimate(done, second > 30, 0, 1)), done, queued);
      obey(host.estimate(estimate(queued, false, 0, 1)), done, queued);
      obey(host.tick(), done, queued);
    }

    assertThat(host.desired(done).total()).isZero();
    assertThat(host.desired(queued).total()).isEqualTo(1);
  }

  @Test
  void aCancelledJobGoesToNoDevicesAndTheNextTakesThem() {
    Workload cancelled = job("cancelled");
    Workload queued = job("queued");
    fleet(1, cancelled, queued);
    pass(30, cancelled, queued);
    assertThat(host.desired(cancelled).total() + host.desired(queued).total()).isEqualTo(1);
    Workload ran = host.desired(cancelled).total() == 1 ? cancelled : queued;
    Workload waited = ran.equals(cancelled) ? queued : cancelled;

    host.declare(Given.declare(2, job(ran.name(), 0, plain().with(TERMS.cancel()))));
    pass(30, cancelled, queued);

    assertThat(host.desired(ran).total()).isZero();
    assertThat(host.desired(waited).total()).isEqualTo(1);
  }

  @Test
  void aJobWhoseMinimumDoesNotFitKeepsNobodyFromTheDevices() {
    Workload huge = job("huge", 8, plain().with(TERMS));
    Workload one = job("one");
    Workload two = job("two");
    fleet(4, huge, one, two);

    pass(80, huge, one, two);

    assertThat(host.desired(huge).total()).isZero();
    assertThat(host.desired(one).total()).isEqualTo(2);
    assertThat(host.desired(two).total()).isEqualTo(2);
  }

  @Test
  void aMinimumThatFitsOnlyAloneKeepsNoSmallerMinimumsFromTheDevices() {
    Workload huge = job("huge", 8, plain().with(TERMS));
    Workload one = job("one", 4, plain().with(TERMS));
    Workload two = job("two", 4, plain().with(TERMS));
    fleet(8, huge, one, two);

    pass(80, huge, one, two);

    assertThat(host.desired(huge).total()).isZero();
    assertThat(host.desired(one).total()).isEqualTo(4);
    assertThat(host.desired(two).total()).isEqualTo(4);
  }

  /// More jobs than the branch and bound proves.
  @Test
  void amongManyJobsOneWhoseMinimumDoesNotFitKeepsNobodyFromTheDevices() {
    List<Workload> jobs = new ArrayList<>();
    jobs.add(job("a-huge", 8, plain().with(TERMS)));
    for (int i = 0; i < 35; i++) {
      jobs.add(job("job" + i));
    }
    Workload[] all = jobs.toArray(Workload[]::new);
    fleet(6, all);

    pass(80, all);

    int taken = 0;
    for (Workload one : jobs) {
      taken += host.desired(one).total();
      assertThat(host.desired(one).total()).isLessThanOrEqualTo(1);
    }
    assertThat(host.desired(jobs.getFirst()).total()).isZero();
    assertThat(taken).isEqualTo(6);
  }
}
