package io.rheostat.verification.failover.history;

import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Order;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.Rationale;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Demand;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Slo;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.CostRates;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.ModelShape;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Precision;
import io.rheostat.model.resource.Sharding;
import io.rheostat.model.resource.Target;
import io.rheostat.verification.failover.endpoint.TrialServices;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// A history that grows line by line: a service `chat` of one to four replicas at 1 $/h each, and
/// its pool. All that is told keeps the rules unless a test says otherwise.
public final class ToldHistory {
  static final String CHAT = "chat";
  static final RecordedCall.Site SITE = new RecordedCall.Site(CHAT, "small");
  static final double MOST_RATE = 5;

  private static final Instant BEGIN = Instant.parse("2026-11-24T00:00:00Z");

  final List<RecordedCall> calls = new ArrayList<>();
  final List<History.Running> running = new ArrayList<>();
  final List<History.Page> pages = new ArrayList<>();
  final List<History.Load> loads = new ArrayList<>();
  final List<Command> commands = new ArrayList<>();
  final List<Outcome> outcomes = new ArrayList<>();
  final List<Decision> decisions = new ArrayList<>();
  final List<History.Freeze> freezes = new ArrayList<>();
  public final List<History.Kill> kills = new ArrayList<>();
  final List<History.Kill> stalled = new ArrayList<>();
  Optional<String> settled = Optional.empty();
  boolean together = true;

  public static Instant at(double seconds) {
    return BEGIN.plusMillis((long) (1000 * seconds));
  }

  static Generation generation(int counter) {
    return new Generation(1, counter);
  }

  static Command command(int counter, int replicas, double seconds) {
    return new Command(
        CHAT,
        "pool",
        generation(counter),
        Allocation.of("small", replicas),
        List.of(new Order("small", Target.OBSERVE, replicas)),
        at(seconds),
        at(seconds + 60));
  }

  static Outcome outcome(int counter, double seconds) {
    return new Outcome(
        CHAT, "pool", generation(counter), Outcome.Result.APPLIED, "told", at(seconds));
  }

  static Decision decision(int counter, int from, int to, double seconds) {
    return new Decision.Resize(
        CHAT,
        "pool",
        at(seconds),
        Allocation.of("small", from),
        Allocation.of("small", to),
        generation(counter),
        Rationale.of("a test"));
  }

  static RecordedCall call(int counter, int asked, RecordedCall.Fate fate, int before) {
    int after = fate == RecordedCall.Fate.TAKEN ? asked : before;
    return call(counter, asked, fate, new int[] {before, after}, counter);
  }

  static RecordedCall call(
      int counter, int asked, RecordedCall.Fate fate, int[] change, double seconds) {
    Generation generation = generation(counter);
    String key = SITE + "/" + generation;
    return new RecordedCall(at(seconds), SITE, key, generation, asked, fate, change[0], change[1]);
  }

  /// A resize from its decision to its outcome, without what is seen in between.
  ///
  /// @param counter of its generation; it is decided in that second
  public ToldHistory resize(int counter, int from, int to) {
    decisions.add(decision(counter, from, to, counter));
    commands.add(command(counter, to, counter));
    calls.add(call(counter, to, RecordedCall.Fate.TAKEN, from));
    runs(counter, to, to);
    outcomes.add(outcome(counter, counter + 0.5));
    return this;
  }

  ToldHistory runs(double seconds, int wanted, int count) {
    running.add(new History.Running(at(seconds), SITE, wanted, count));
    return this;
  }

  public ToldHistory page(double seconds) {
    pages.add(new History.Page(at(seconds), CHAT));
    return this;
  }

  public ToldHistory load(double seconds, double rate) {
    loads.add(new History.Load(at(seconds), CHAT, rate));
    return this;
  }

  List<Violation.Rule> broken() {
    return FailoverJudge.violations(history()).stream().map(Violation::rule).toList();
  }

  public History history() {
    return new History(
        fleet(),
        new History.Faults(kills, freezes, stalled, settled),
        new History.Sights(calls, running, pages, loads, Map.of(CHAT, MOST_RATE)),
        new History.Logs(commands, outcomes, decisions, together));
  }

  private static Fleet fleet() {
    Device device = new Device("small", 24e9, 3e11, 1.2e14, new CostRates(0, 1, 0, 0));
    Pool pool = new Pool("pool", new TreeMap<>(Map.of("small", 5)), OptionalDouble.of(4.5), 1, 1);
    return new Fleet(
        new TreeMap<>(Map.of("small", device)),
        new TreeMap<>(Map.of("pool", pool)),
        new TreeMap<>(Map.of(CHAT, workload())));
  }

  private static Workload workload() {
    Placement placement =
        new Placement(
            "small",
            "small",
            1,
            1,
            List.of(),
            16,
            20,
            Duration.ofSeconds(1),
            OptionalDouble.empty(),
            Optional.of(TrialServices.PROFILE),
            Optional.empty(),
            Target.OBSERVE);
    Slo slo = new Slo(Duration.ofSeconds(2), Duration.ofMillis(100), 0.99);
    return new Workload(
        CHAT,
        "pool",
        new Objective.Inference(slo, 0.001, Optional.of(new Demand(1, 100, 30))),
        Optional.of(new ModelShape(6e8, 28, 8, 128, Precision.BF16, Sharding.NONE)),
        List.of(placement),
        new Bounds(1, 4, OptionalDouble.empty()),
        List.of(),
        List.of());
  }
}
