package io.rheostat.benchmarks.failover;

/// Something that must not happen and did.
///
/// @param rule what it breaks
/// @param evidence what shows it, for a person
record Violation(Rule rule, String evidence) {
  /// What must hold.
  enum Rule {
    /// A generation changes a target at most once.
    NOTHING_TWICE,
    /// An older generation never follows a newer one.
    NEVER_OLDER,
    /// A target is told only what a committed command asks for.
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
    /// Nothing is lowered on missing data.
    NOT_BLIND,
    /// The program acts again, and its targets come to hold what it plans.
    GOES_ON
  }

  @Override
  public String toString() {
    return rule + ": " + evidence;
  }
}
