package io.rheostat.app.page;

import io.rheostat.model.command.Command;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.topics.Reject;
import io.rheostat.topics.RejectReason;
import io.rheostat.topics.fleet.FleetTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Newest state of everything, as read from the topics. Safe for use by several threads.
public final class LiveState {
  private static final int MOST_DECISIONS = 40;
  private static final Duration TOLD_LATELY = Duration.ofSeconds(90);

  private final Map<String, Estimate> estimates = new TreeMap<>();
  private final Map<String, Observed> observed = new TreeMap<>();
  private final Map<String, Decision> lastDecisions = new TreeMap<>();
  private final Map<String, WorkloadHistory> histories = new TreeMap<>();
  private final Deque<Decision> decisions = new ArrayDeque<>();
  private final Map<Outcome.Result, Long> outcomes = new EnumMap<>(Outcome.Result.class);
  private final Map<String, Decision.Proposal> proposals = new TreeMap<>();
  private final Map<String, Decision.Shadow> shadows = new TreeMap<>();
  private final Map<String, Reject> notRead = new TreeMap<>();
  private Map<String, FleetTable.Frozen> freezes = Map.of();
  private List<String> differences = List.of();
  private Fleet fleet = Fleet.EMPTY;
  private long commands;
  private Instant first = Instant.MAX;
  private Instant now = Instant.EPOCH;

  /// A copy of everything at one moment.
  ///
  /// @param freezes by workload; `*` stands for all
  /// @param proposals waiting proposals, by workload
  /// @param shadows of workloads in `observe` mode
  /// @param differences differing declarations of instances, each in a sentence
  public record View(
      Fleet fleet,
      Map<String, FleetTable.Frozen> freezes,
      Map<String, Decision.Proposal> proposals,
      Map<String, Decision.Shadow> shadows,
      Map<String, Estimate> estimates,
      Map<String, Observed> observed,
      Map<String, Decision> lastDecisions,
      Map<String, List<WorkloadHistory.Point>> histories,
      List<Decision> decisions,
      Map<Outcome.Result, Long> outcomes,
      long commands,
      Instant first,
      Instant now,
      List<String> differences) {}

  /// Updates the declared fleet and its freezes.
  public synchronized void declared(Fleet declared, Map<String, FleetTable.Frozen> frozen) {
    declared(declared, frozen, List.of());
  }

  /// Updates the declared fleet and its freezes.
  ///
  /// @param differing differing declarations of instances, each in a sentence
  public synchronized void declared(
      Fleet declared, Map<String, FleetTable.Frozen> frozen, List<String> differing) {
    Set<String> gone = new TreeSet<>(fleet.workloads().keySet());
    gone.removeAll(declared.workloads().keySet());
    // A later workload of the name is another one.
    estimates.keySet().removeAll(gone);
    observed.keySet().removeAll(gone);
    lastDecisions.keySet().removeAll(gone);
    histories.keySet().removeAll(gone);
    proposals.keySet().removeAll(gone);
    shadows.keySet().removeAll(gone);
    fleet = declared;
    differences = List.copyOf(differing);
    freezes = new TreeMap<>(frozen);
  }

  /// Records a reject of the intake; kept when it is about unread metrics of a workload or scrape
  /// job.
  public synchronized void rejected(Reject reject) {
    if (reject.reason() == RejectReason.NOT_READ) {
      notRead.put(reject.source(), reject);
    }
  }

  /// Returns the recent reports of unread metrics, by `workload NAME` or `scrape job NAME`. Only
  /// recent ones count, because each is repeated every 30 s.
  public synchronized Map<String, Reject> notRead() {
    Instant since = now;
    for (Reject one : notRead.values()) {
      since = one.at().isAfter(since) ? one.at() : since;
    }
    Instant oldest = since.minus(TOLD_LATELY);
    Map<String, Reject> lately = new TreeMap<>(notRead);
    lately.values().removeIf(one -> one.at().isBefore(oldest));
    return lately;
  }

  private boolean isIn(String workload, Mode mode) {
    Workload declared = fleet.workloads().get(workload);
    return declared != null && declared.mode() == mode;
  }

  /// Applies an event of the pool-log.
  public synchronized void event(PoolEvent event, Instant at) {
    seen(at);
    switch (event) {
      case PoolEvent.Estimated(Estimate estimate) -> {
        estimates.put(estimate.workload(), estimate);
        histories
            .computeIfAbsent(estimate.workload(), _ -> new WorkloadHistory())
            .add(estimate, fleet, observed.get(estimate.workload()));
      }
      case PoolEvent.Observation(Observed seen) -> observed.put(seen.workload(), seen);
      case PoolEvent.Concluded(Outcome outcome) -> outcomes.merge(outcome.result(), 1L, Long::sum);
      case PoolEvent.Alerted _, PoolEvent.HandedOver _, PoolEvent.Declared _, PoolEvent.Tick _ -> {}
    }
  }

  private void seen(Instant at) {
    if (at.isBefore(first)) {
      first = at;
    }
    if (at.isAfter(now)) {
      now = at;
    }
  }

  /// Returns whether replicas may still run in the pool, or on the device, of a key on the fleet
  /// topic. True before the first observation; observations minutes old no longer count.
  public synchronized boolean mayStillRun(String key) {
    String name = key.substring(key.indexOf('/') + 1);
    Instant oldest = now.minus(Observed.MAX_AGE);
    return observed.isEmpty()
        || observed.values().stream()
            .filter(one -> one.at().isAfter(oldest))
            .anyMatch(one -> RunningReplicas.mayBeIn(name, one, fleet));
  }

  /// Applies a decision.
  public synchronized void decision(Decision decision) {
    seen(decision.at());
    switch (decision) {
      case Decision.Request request -> answered(request);
      case Decision.Proposal proposal -> proposals.put(proposal.workload(), proposal);
      case Decision.Shadow shadow -> shadows.put(shadow.workload(), shadow);
      case Decision.Hold _, Decision.Resize _, Decision.NoData _ ->
          proposals.remove(decision.workload());
    }
    if (!(decision instanceof Decision.Request)) {
      lastDecisions.put(decision.workload(), decision);
    }
    decisions.addFirst(decision);
    if (decisions.size() > MOST_DECISIONS) {
      decisions.removeLast();
    }
  }

  private void answered(Decision.Request request) {
    boolean ends =
        switch (request.asked()) {
          case APPROVE, REJECT -> request.granted();
          case MODE, WITHDRAW -> true;
          case FREEZE, UNFREEZE -> false;
        };
    if (ends) {
      proposals.remove(request.workload());
    }
  }

  /// Applies a command.
  public synchronized void command(Command command) {
    seen(command.issuedAt());
    commands++;
  }

  /// Returns, by workload, the reasons for unobserved targets; empty for workloads with all of them
  /// observed.
  public Map<String, List<String>> blind() {
    View view = view();
    Map<String, List<String>> blind = new TreeMap<>();
    for (Workload workload : view.fleet().workloads().values()) {
      List<String> problems = Standing.of(workload, view).blind();
      if (!problems.isEmpty()) {
        blind.put(workload.name(), problems);
      }
    }
    return blind;
  }

  /// Returns a copy of everything.
  public synchronized View view() {
    Map<String, List<WorkloadHistory.Point>> points = new TreeMap<>();
    histories.forEach((name, history) -> points.put(name, history.points()));
    Map<String, Decision.Proposal> waiting = new TreeMap<>(proposals);
    waiting.values().removeIf(proposal -> !now.isBefore(proposal.expiresAt()));
    waiting.keySet().removeIf(name -> !isIn(name, Mode.APPROVE));
    Map<String, Decision.Shadow> shadowed = new TreeMap<>(shadows);
    shadowed.keySet().removeIf(name -> !isIn(name, Mode.OBSERVE));
    return new View(
        fleet,
        freezes,
        waiting,
        shadowed,
        new TreeMap<>(estimates),
        new TreeMap<>(observed),
        new TreeMap<>(lastDecisions),
        points,
        new ArrayList<>(decisions),
        new EnumMap<>(outcomes.isEmpty() ? Map.of(Outcome.Result.APPLIED, 0L) : outcomes),
        commands,
        first,
        now,
        differences);
  }
}
