package io.rheostat.contest.trouble;

import io.rheostat.core.plan.decision.PlanEffect;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.Rationale;
import io.rheostat.model.estimate.Freshness;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.simulator.loop.LoopLog;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// States of health in estimates and decisions of one run, with their times.
final class HealthWords implements LoopLog {
  private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");

  private final SortedMap<String, TreeSet<Instant>> shown = new TreeMap<>();

  @Override
  public void appended(PoolEvent event, Instant receivedAt) {
    if (event instanceof PoolEvent.Estimated(var estimate)) {
      Freshness freshness = estimate.freshness();
      if (freshness.stale()) {
        show("stale", receivedAt);
      }
      if (freshness.unreachable() > 0) {
        show("unreachable", receivedAt);
      }
    }
  }

  @Override
  public void effect(Object effect) {
    if (effect instanceof PlanEffect.Decided(var decision)) {
      switch (decision) {
        case Decision.Hold hold -> show(hold.reason().name(), decision.at());
        case Decision.NoData _ -> show("NO_DATA", decision.at());
        default -> {}
      }
      Rationale rationale = decision.rationale();
      rationale.guards().forEach(note -> show(note.stage().name(), decision.at()));
      rationale
          .evidence()
          .flatMap(evidence -> evidence.coverage().gap())
          .ifPresent(gap -> show(NUMBERS.matcher(gap).replaceAll("#"), decision.at()));
    }
  }

  private void show(String word, Instant at) {
    shown.computeIfAbsent(word, _ -> new TreeSet<>()).add(at);
  }

  /// Returns whether some state was shown during a time without the same state in a run without
  /// trouble.
  boolean beyond(HealthWords untroubled, Instant from, Instant until) {
    return shown.keySet().stream()
        .anyMatch(word -> shows(word, from, until) && !untroubled.shows(word, from, until));
  }

  private boolean shows(String word, Instant from, Instant until) {
    Instant first = shown.getOrDefault(word, new TreeSet<>()).ceiling(from);
    return first != null && !first.isAfter(until);
  }
}
