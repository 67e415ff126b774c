package io.rheostat.app.page;

/// What can be asked for over the page. Each call says what became of it, for a person; what cannot
/// be done is an `IllegalArgumentException` whose words say why and what to do.
public interface Actions {
  /// Nothing of a workload may change, of any when it is `*`.
  ///
  /// @param by who asks
  String freeze(String workload, String by);

  /// A freeze ends.
  String unfreeze(String workload, String by);

  /// Answers a proposal.
  ///
  /// @param id `workload/revision.counter`
  String answer(String id, boolean approved, String by);
}
