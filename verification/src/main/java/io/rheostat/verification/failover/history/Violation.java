package io.rheostat.verification.failover.history;

/// A breach of a rule.
///
/// @param rule the broken rule
/// @param evidence for a person
public record Violation(Rule rule, String evidence) {
  /// Rules of every trial.
  enum Rule {
    /// A generation changes a target at most once.
    NOTHING_TWICE,
    /// An older generation never follows a newer one.
    NEVER_OLDER,
    /// A target receives only the orders of committed commands.
    ONLY_COMMANDS,
    /// Nothing is carried out after its expiry.
    NOT_EXPIRED,
    /// Replicas and dollars of each workload.
    BOUNDS,
    /// Devices and dollars of each pool.
    BUDGET,
    /// Nothing changes while it is frozen.
    FROZEN,
    /// Each command has exactly one outcome, and a decision to resize its command.
    ONE_OUTCOME,
    /// Nothing is scaled down on missing data.
    NOT_BLIND,
    /// The program acts again, and its targets reach the planned replicas.
    GOES_ON
  }

  @Override
  public String toString() {
    return rule + ": " + evidence;
  }
}
