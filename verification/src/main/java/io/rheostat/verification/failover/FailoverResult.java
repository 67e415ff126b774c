package io.rheostat.verification.failover;

import io.rheostat.model.command.Command;
import io.rheostat.verification.failover.history.FailoverJudge;
import io.rheostat.verification.failover.history.History;
import io.rheostat.verification.failover.history.RecordedCall;
import io.rheostat.verification.failover.history.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Result of a trial, as numbers.
///
/// @param withinCalls kills while a call was under way at a target
/// @param outcomes on the log
/// @param calls received by targets
/// @param takenBefore calls of a generation already taken by the target, answered so
/// @param tooOld calls refused by a target for a newer generation
/// @param killToCommand until the first command issued after a kill took effect, for each kill
/// @param killToEffect until any command took effect
/// @param killToPage until a metric page was read
record FailoverResult(
    int kills,
    int withinCalls,
    int commands,
    int outcomes,
    int calls,
    int takenBefore,
    int tooOld,
    List<Violation> violations,
    List<Duration> killToCommand,
    List<Duration> killToEffect,
    List<Duration> killToPage) {
  FailoverResult {
    violations = List.copyOf(violations);
    killToCommand = List.copyOf(killToCommand);
    killToEffect = List.copyOf(killToEffect);
    killToPage = List.copyOf(killToPage);
  }

  static FailoverResult of(History history) {
    List<RecordedCall> calls = history.sights().calls();
    Map<String, Command> commands = new HashMap<>();
    history.logs().commands().forEach(command -> commands.put(command.id(), command));
    List<Duration> toCommand = new ArrayList<>();
    List<Duration> toEffect = new ArrayList<>();
    List<Duration> toPage = new ArrayList<>();
    for (History.Kill kill : history.faults().kills()) {
      firstChange(calls, kill.at(), _ -> true).ifPresent(toEffect::add);
      firstChange(calls, kill.at(), call -> isIssuedAfter(commands.get(call.command()), kill.at()))
          .ifPresent(toCommand::add);
      history.sights().pages().stream()
          .map(History.Page::at)
          .filter(at -> at.isAfter(kill.at()))
          .findFirst()
          .map(at -> Duration.between(kill.at(), at))
          .ifPresent(toPage::add);
    }
    return new FailoverResult(
        history.faults().kills().size(),
        (int) history.faults().kills().stream().filter(History.Kill::within).count(),
        commands.size(),
        history.logs().outcomes().size(),
        calls.size(),
        count(calls, RecordedCall.Fate.TAKEN_BEFORE),
        count(calls, RecordedCall.Fate.TOO_OLD),
        FailoverJudge.violations(history),
        toCommand,
        toEffect,
        toPage);
  }

  private static boolean isIssuedAfter(@Nullable Command command, Instant kill) {
    return command != null && command.issuedAt().isAfter(kill);
  }

  private static Optional<Duration> firstChange(
      List<RecordedCall> calls, Instant after, Predicate<RecordedCall> which) {
    return calls.stream()
        .filter(call -> call.isChange() && call.at().isAfter(after))
        .filter(which)
        .findFirst()
        .map(call -> Duration.between(after, call.at()));
  }

  private static int count(List<RecordedCall> calls, RecordedCall.Fate fate) {
    return (int) calls.stream().filter(call -> call.fate() == fate).count();
  }

  /// Returns the median in seconds; NaN for none.
  static double median(List<Duration> times) {
    List<Duration> sorted = times.stream().sorted().toList();
    int middle = sorted.size() / 2;
    if (sorted.isEmpty()) {
      return Double.NaN;
    }
    return sorted.size() % 2 == 1
        ? seconds(sorted.get(middle))
        : (seconds(sorted.get(middle - 1)) + seconds(sorted.get(middle))) / 2;
  }

  /// Returns the longest time in seconds; NaN for none.
  static double worst(List<Duration> times) {
    return times.stream().mapToDouble(FailoverResult::seconds).max().orElse(Double.NaN);
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }
}
