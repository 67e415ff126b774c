package io.rheostat.actuator.shell;

import io.rheostat.actuator.driver.Announcement;
import io.rheostat.actuator.driver.Announcement.Kind;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.GuardNote;
import io.rheostat.model.decision.HoldReason;
import io.rheostat.model.decision.Rationale;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Which decisions are to be seen at targets: that a workload is held although another size is
/// wanted, and that there is no capacity. Each once until it changes, and of a workload that is
/// held at most one a minute. Not safe for use by several threads.
final class Announcements {
  private static final Duration LEAST_BETWEEN = Duration.ofMinutes(1);

  private final Map<String, Held> held = new HashMap<>();
  private final Map<String, String> shortages = new HashMap<>();

  /// What was told last of a workload that is held; empty words once it is held no longer.
  private record Held(String words, Instant at) {}

  /// Returns what is to be announced of a decision.
  List<Announcement> of(Decision decision) {
    List<Announcement> news = new ArrayList<>();
    heldNews(decision).ifPresent(news::add);
    news.addAll(shortages(decision));
    return news;
  }

  private Optional<Announcement> heldNews(Decision decision) {
    if (decision instanceof Decision.Request || decision instanceof Decision.Shadow) {
      return Optional.empty();
    }
    String words = held(decision);
    Held last = held.get(decision.workload());
    if (words.isEmpty()) {
      if (last != null) {
        held.put(decision.workload(), new Held("", last.at));
      }
      return Optional.empty();
    }
    boolean same = last != null && last.words.equals(words);
    boolean soon = last != null && decision.at().isBefore(last.at.plus(LEAST_BETWEEN));
    if (same || soon) {
      return Optional.empty();
    }
    held.put(decision.workload(), new Held(words, decision.at()));
    return Optional.of(
        new Announcement(decision.workload(), Optional.empty(), Kind.HELD, words, decision.at()));
  }

  /// Why a workload is held; empty when it is as it is wanted, or about to be.
  private static String held(Decision decision) {
    return switch (decision) {
      case Decision.Hold hold -> held(hold);
      case Decision.NoData noData -> "held at " + noData.held() + ": no metrics come in";
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

  /// The stage that keeps a workload smaller than policy wants it; one that only waits before
  /// lowering is no news.
  private static Optional<GuardNote> capped(Decision.Hold hold) {
    return hold.rationale().guards().stream()
        .filter(note -> note.after().total() < note.before().total())
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
        String before = shortages.put(decision.workload() + " " + placement, refusal);
        if (!refusal.equals(before)) {
          news.add(
              new Announcement(
                  decision.workload(),
                  Optional.of(placement),
                  Kind.NO_CAPACITY,
                  refusal,
                  decision.at()));
        }
      }
    }
    return news;
  }
}
