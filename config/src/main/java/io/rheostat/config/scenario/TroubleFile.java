package io.rheostat.config.scenario;

import io.rheostat.model.Require;
import java.util.List;

/// Troubles of one run, with their scenarios and the limits a run has to keep.
///
/// @param name of the file's document
/// @param scenarios files beside this one, such as `scenarios/steady.yaml`
/// @param troubles at least one
/// @param limits of a run
public record TroubleFile(
    String name, List<String> scenarios, List<TroubleSource> troubles, TroubleLimits limits) {
  public TroubleFile {
    Require.text("trouble name", name);
    scenarios = List.copyOf(scenarios);
    troubles = List.copyOf(troubles);
  }

  /// Returns whether a run is measured against the clairvoyant: nobody can serve without devices,
  /// or scale up while nothing runs.
  public boolean comparedWithClairvoyant() {
    return troubles.stream()
        .anyMatch(
            one -> one instanceof TroubleSource.StockOut || one instanceof TroubleSource.Downtime);
  }
}
