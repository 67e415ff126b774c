package io.rheostat.actuator.shell;

import io.rheostat.actuator.driver.Announcement;
import io.rheostat.actuator.driver.Announcement.Kind;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.GuardNote;
import io.rheostat.model.decision.GuardStage;
import io.rheostat.model.decision.HoldReason;
import io.rheostat.model.decision.Rationale;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Selection of decisions to announce at targets: a size kept for a minute although another one is
/// desired, and missing capacity. Each once until it changes. Not safe for use by several threads.
final class Announcements {
  /// Shorter holds are the ordinary course of things: a start, a cool-down, the first look at
  /// targets.
  private static final Duration LASTING = Duration.ofMinutes(1);

  /// Stages that keep a workload smaller than policy desires for a reason of its owner's; the
  /// others wait for something that comes by itself.
  private static final Set<GuardStage> LIMITS =
      EnumSet.of(
          GuardStage.CHURN,
          GuardStage.BOUNDS,
          GuardStage.QUOTA,
          GuardStage.BUDGET,
          GuardStage.POWER,
          GuardStage.CHURN_LIMIT);

  private final Map<String, Held> held = new HashMap<>();
  private final Map<String, String> shortages = new HashMap<>();

  /// Reason to keep a workload's size.
  ///
  /// @param since time of the first decision with this reason
  /// @param told whether it was announced
  private record Held(String words, Instant since, boolean told) {}

  /// Returns the announcements of a decision.
  List<Announcement> of(Decision decision) {
    List<Announcement> news = new ArrayList<>();
    heldNews(decision).ifPresent(news::add);
    news.addAll(shortages(decision));
    return news;
  }

  /// Takes an announcement back, so that the next decision like it announces it again.
  void failed(Announcement announcement) {
    switch (announcement.kind()) {
      case HELD ->
          held.computeIfPresent(
              announcement.workload(), (_, one) -> new Held(one.words, one.since, false));
      case NO_CAPACITY -> shortages.remove(shortage(announcement.workload(), announcement));
    }
  }

  private Optional<Announcement> heldNews(Decision decision) {
    if (decision instanceof Decision.Request || decision instanceof Decision.Shadow) {
      return Optional.empty();
    }
    String words = held(decision);
    if (words.isEmpty()) {
      held.remove(decision.workload());
      return Optional.empty();
    }
    Held last = held.get(decision.workload());
    if (last == null || !last.words.equals(words)) {
      held.put(decision.workload(), new Held(words, decision.at(), false));
      return Optional.empty();
    }
    if (last.told || decision.at().isBefore(last.since.plus(LASTING))) {
      return Optional.empty();
    }
    held.put(decision.workload(), new Held(words, last.since, true));
    return Optional.of(
        new Announcement(decision.workload(), Optional.empty(), Kind.HELD, words, decision.at()));
  }

  /// Returns the reason why a workload's size is kept; empty when it is the desired one, or about
  /// to be.
  private static String held(Decision decision) {
    return switch (decision) {
      case Decision.Hold hold -> held(hold);
      case Decision.NoData noData ->
          "held at "
              + noData.held()
              + ": "
              + noData
                  .reason()
                  .map(Announcements::words)
                  .filter(words -> !words.isEmpty())
                  .orElse("no metrics come in");
      case Decision.Proposal proposal ->
          "held at %s until %s is approved".formatted(proposal.from(), proposal.id());
      case Decision.Resize _, Decision.Shadow _, Decision.Request _ -> "";
    };
  }

  private static String held(Decision.Hold hold) {
    String at = "held at " + hold.held() + ": ";
    return switch (hold.reason()) {
      case BEST, COMPLETE -> "";
      case GUARDED -> capped(hold).map(note -> at + words(note)).orElse("");
      case FROZEN, OVER_LIMIT, INFEASIBLE, NOT_OBSERVED, OTHER_WRITER, FAULT ->
          at + words(hold.reason());
    };
  }

  /// Returns the last limit that bound.
  private static Optional<GuardNote> capped(Decision.Hold hold) {
    return hold.rationale().guards().stream()
        .filter(note -> LIMITS.contains(note.stage()))
        .reduce((_, last) -> last);
  }

  private static String words(GuardNote note) {
    String stage = note.stage().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return "%s wanted, %s allows %s".formatted(note.before(), stage, note.after());
  }

  private static String words(HoldReason reason) {
    return switch (reason) {
      case FROZEN -> "frozen";
      case OVER_LIMIT -> "over a limit while its metrics are stale";
      case INFEASIBLE -> "its minimum does not fit into counts, budget or bounds";
      case NOT_OBSERVED -> "its targets do not say what runs";
      case OTHER_WRITER -> "somebody else resizes it";
      case FAULT -> "the planner failed at it";
      case BEST, COMPLETE, GUARDED -> "";
    };
  }

  private List<Announcement> shortages(Decision decision) {
    List<Announcement> news = new ArrayList<>();
    for (String refusal : decision.rationale().refusals()) {
      if (refusal.startsWith(Rationale.NO_CAPACITY)) {
        String placement =
            refusal.substring(Rationale.NO_CAPACITY.length()).split("[:,]", 2)[0].strip();
        Announcement missing =
            new Announcement(
                decision.workload(),
                Optional.of(placement),
                Kind.NO_CAPACITY,
                refusal,
                decision.at());
        String before = shortages.put(shortage(decision.workload(), missing), refusal);
        if (!refusal.equals(before)) {
          news.add(missing);
        }
      }
    }
    return news;
  }

  private static String shortage(String workload, Announcement announcement) {
    return workload + " " + announcement.placement().orElse("");
  }
}
