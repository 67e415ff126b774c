package io.rheostat.benchmarks.failover;

import io.rheostat.model.command.Command;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.fleet.Fleet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All that a trial leaves behind. Everything is in order of time; times are this machine's.
///
/// @param fleet what was declared; it does not change during a trial
/// @param faults what was done to the program
/// @param sights what its targets and replicas saw
/// @param logs what is committed on the topics
record History(Fleet fleet, Faults faults, Sights sights, Logs logs) {
  /// A `kill -9`.
  ///
  /// @param at when
  /// @param within whether a call was under way at a target then
  record Kill(Instant at, boolean within) {}

  /// A freeze that the operator asked for.
  ///
  /// @param from when it was on the topic
  /// @param until when its end was asked for
  record Freeze(String workload, Instant from, Instant until) {}

  /// What was done to the program.
  ///
  /// @param stalled kills after which no new command took effect within the bound
  /// @param settled what did not become as planned after the last fault within the bound
  record Faults(
      List<Kill> kills, List<Freeze> freezes, List<Kill> stalled, Optional<String> settled) {
    Faults {
      kills = List.copyOf(kills);
      freezes = List.copyOf(freezes);
      stalled = List.copyOf(stalled);
    }
  }

  /// What runs at a site from a moment on.
  ///
  /// @param wanted replicas that it was told to hold
  /// @param running all replicas that are there: ready, starting and draining
  record Running(Instant at, Call.Site site, int wanted, int running) {}

  /// A metric page that was read.
  record Page(Instant at, String workload) {}

  /// Load from a moment on.
  ///
  /// @param rate requests per second
  record Load(Instant at, String workload, double rate) {}

  /// What targets and replicas saw.
  ///
  /// @param mostRate requests per second that a replica can serve at the very most
  record Sights(
      List<Call> calls,
      List<Running> running,
      List<Page> pages,
      List<Load> loads,
      Map<String, Double> mostRate) {
    Sights {
      calls = List.copyOf(calls);
      running = List.copyOf(running);
      pages = List.copyOf(pages);
      loads = List.copyOf(loads);
      mostRate = Map.copyOf(mostRate);
    }
  }

  /// What is committed on the topics, in order of each partition.
  ///
  /// @param together whether a decision and its command commit together: exactly-once
  record Logs(
      List<Command> commands, List<Outcome> outcomes, List<Decision> decisions, boolean together) {
    Logs {
      commands = List.copyOf(commands);
      outcomes = List.copyOf(outcomes);
      decisions = List.copyOf(decisions);
    }
  }
}
