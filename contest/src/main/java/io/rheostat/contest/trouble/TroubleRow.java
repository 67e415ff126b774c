package io.rheostat.contest.trouble;

import io.rheostat.config.scenario.TroubleLimits;
import io.rheostat.contest.judge.TroubleVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// One policy's run under trouble, beside its run without, and the limits of both.
///
/// @param policy name
/// @param trouble name of the trouble
/// @param scenario name of the scenario
/// @param verdict of the run under trouble
/// @param without of the run without
/// @param clairvoyantBelowNeed seconds with too little ready of the clairvoyant under the same
///     trouble, where the trouble is measured so
/// @param health whether the trouble was visible in estimates or decisions; empty for policies
///     without either
/// @param bounds allowed values
public record TroubleRow(
    String policy,
    String trouble,
    String scenario,
    TroubleVerdict verdict,
    TroubleVerdict without,
    OptionalInt clairvoyantBelowNeed,
    Optional<Boolean> health,
    Bounds bounds) {
  /// Allowed values of a run.
  ///
  /// @param limits of the trouble
  /// @param startupSeconds mean time from launch to ready
  public record Bounds(TroubleLimits limits, int startupSeconds) {}

  /// Returns the cost beyond the run without trouble, US dollars, 0 or more.
  public double excessUsd() {
    return Math.max(0, verdict.costUsd() - without.costUsd());
  }

  /// Returns the maximum allowed seconds with too little ready.
  public int allowedBelowNeed() {
    TroubleLimits limits = bounds.limits();
    long allowed =
        clairvoyantBelowNeed.isPresent()
            ? clairvoyantBelowNeed.getAsInt() + limits.secondsBehindClairvoyant().toSeconds()
            : without.secondsBelowNeed() + limits.secondsBelowNeed().toSeconds();
    return (int) allowed;
  }

  /// Returns each limit broken by the run, with both numbers; none for a run within its limits.
  public List<String> broken() {
    TroubleLimits limits = bounds.limits();
    List<String> broken = new ArrayList<>();
    add(broken, "wrong scale-downs", verdict.wrongScaleDowns(), TroubleLimits.WRONG_SCALE_DOWNS);
    add(broken, "seconds below need", verdict.secondsBelowNeed(), allowedBelowNeed());
    add(
        broken,
        "seconds to recover",
        verdict.secondsToRecover(),
        (int) limits.recovery().toSeconds() + bounds.startupSeconds());
    if (excessUsd() > limits.excessShare() * verdict.costUsd()) {
      broken.add(
          String.format(
              Locale.ROOT,
              "excess of $%.2f, allowed $%.2f",
              excessUsd(),
              limits.excessShare() * verdict.costUsd()));
    }
    limits.resizes().ifPresent(most -> add(broken, "resizes", verdict.resizes(), most));
    if (limits.healthReported() && health.isPresent() && !health.get()) {
      broken.add("nothing reported");
    }
    return broken;
  }

  private static void add(List<String> broken, String what, int is, int most) {
    if (is > most) {
      broken.add(is + " " + what + ", allowed " + most);
    }
  }

  /// Returns whether all limits were kept.
  public boolean ok() {
    return broken().isEmpty();
  }
}
