package io.rheostat.core.member;

import io.rheostat.model.decision.Savings;
import io.rheostat.model.fleet.Allocation;
import java.time.Instant;
import java.util.List;

/// Imagined state of an only observed workload, as if its decisions had been carried out since the
/// observation began. Immutable.
///
/// @param desired imagined desired replicas
/// @param rises imagined replicas on their way up, oldest first
/// @param steps number of resizes so far
/// @param resizedAt times of recent resizes, oldest first
/// @param savings accumulated comparison with the real replicas
/// @param talliedAt end of the accumulated time
public record ShadowState(
    Allocation desired,
    List<Rise> rises,
    long steps,
    List<Instant> resizedAt,
    Savings savings,
    Instant talliedAt) {

  /// Imagined replicas that do not serve before a time.
  public record Rise(String placement, int replicas, Instant readyAt) {}

  public ShadowState {
    rises = List.copyOf(rises);
    resizedAt = List.copyOf(resizedAt);
  }

  /// Returns a shadow equal to the running replicas.
  public static ShadowState of(Allocation running, Instant now) {
    return new ShadowState(running, List.of(), 0, List.of(), Savings.since(now), now);
  }

  /// Returns the imagined serving replicas.
  public Allocation ready(Instant now) {
    Allocation ready = desired;
    for (Rise rise : rises) {
      if (now.isBefore(rise.readyAt())) {
        int before = ready.replicas(rise.placement());
        ready = ready.with(rise.placement(), Math.max(0, before - rise.replicas()));
      }
    }
    return ready;
  }

  /// Returns the shadow with a new total of savings, accumulated up to a time.
  public ShadowState with(Savings total, Instant now) {
    return new ShadowState(desired, rises, steps, resizedAt, total, now);
  }
}
