package io.rheostat.verification.failover.history;

import io.rheostat.model.command.Command;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.fleet.Fleet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Record of a whole trial. Everything is in order of time; times are this machine's.
///
/// @param fleet as declared; it does not change during a trial
/// @param faults inflicted on the program
/// @param sights of its targets and replicas
/// @param logs committed on the topics
public record History(Fleet fleet, Faults faults, Sights sights, Logs logs) {
  /// A `kill -9`.
  ///
  /// @param at time of the kill
  /// @param within whether a call was under way at a target then
  public record Kill(Instant at, boolean within) {}

  /// A freeze requested by the operator.
  ///
  /// @param from time of its record on the topic
  /// @param until time of the request to end it
  public record Freeze(String workload, Instant from, Instant until) {}

  /// Faults inflicted on the program.
  ///
  /// @param stalled kills not followed by the effect of a new command within the bound
  /// @param settled difference left between plan and targets when the bound after the last fault
  ///     was over
  public record Faults(
      List<Kill> kills, List<Freeze> freezes, List<Kill> stalled, Optional<String> settled) {
    public Faults {
      kills = List.copyOf(kills);
      freezes = List.copyOf(freezes);
      stalled = List.copyOf(stalled);
    }
  }

  /// Replicas at a site from a moment on.
  ///
  /// @param wanted desired replicas
  /// @param running all existing replicas: ready, starting and draining
  record Running(Instant at, RecordedCall.Site site, int wanted, int running) {}

  /// One read of a metric page.
  public record Page(Instant at, String workload) {}

  /// Load from a moment on.
  ///
  /// @param rate requests per second
  public record Load(Instant at, String workload, double rate) {}

  /// Observations of targets and replicas.
  ///
  /// @param mostRate requests per second a replica can serve at the very most
  public record Sights(
      List<RecordedCall> calls,
      List<Running> running,
      List<Page> pages,
      List<Load> loads,
      Map<String, Double> mostRate) {
    public Sights {
      calls = List.copyOf(calls);
      running = List.copyOf(running);
      pages = List.copyOf(pages);
      loads = List.copyOf(loads);
      mostRate = Map.copyOf(mostRate);
    }
  }

  /// Records committed on the topics, in order of each partition.
  ///
  /// @param together whether a decision and its command commit together: exactly-once
  public record Logs(
      List<Command> commands, List<Outcome> outcomes, List<Decision> decisions, boolean together) {
    public Logs {
      commands = List.copyOf(commands);
      outcomes = List.copyOf(outcomes);
      decisions = List.copyOf(decisions);
    }
  }
}
