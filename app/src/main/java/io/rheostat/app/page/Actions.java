package io.rheostat.app.page;

/// Actions available over the page. Each call returns its result, for a person; an impossible
/// action is an `IllegalArgumentException` with the reason and the remedy.
public interface Actions {
  /// Freezes a workload, or all workloads when it is `*`.
  ///
  /// @param by author of the request
  String freeze(String workload, String by);

  /// Ends a freeze.
  String unfreeze(String workload, String by);

  /// Answers a proposal.
  ///
  /// @param id `workload/revision.counter`
  String answer(String id, boolean approved, String by);
}
