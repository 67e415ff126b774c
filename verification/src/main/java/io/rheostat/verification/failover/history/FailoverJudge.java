package io.rheostat.verification.failover.history;

import io.rheostat.verification.failover.history.Violation.Rule;
import java.util.ArrayList;
import java.util.List;

/// Checks a history against all rules. It uses nothing but the history.
public final class FailoverJudge {
  private FailoverJudge() {}

  /// Returns all violations; none if all is well.
  public static List<Violation> violations(History history) {
    List<Violation> all = new ArrayList<>(TargetRules.check(history));
    all.addAll(LimitRules.check(history));
    all.addAll(LogRules.check(history.logs()));
    all.addAll(SightRules.check(history));
    for (History.Kill kill : history.faults().stalled()) {
      all.add(new Violation(Rule.GOES_ON, "no new command took effect after " + kill));
    }
    history.faults().settled().map(what -> new Violation(Rule.GOES_ON, what)).ifPresent(all::add);
    return all;
  }
}
