package io.rheostat.benchmarks.accuracy;

import io.rheostat.app.demo.DemoScenario;
import io.rheostat.benchmarks.backtest.RecordedSection;
import io.rheostat.contest.history.FleetHistory;
import io.rheostat.model.fleet.Fleet;
import java.time.Duration;
import java.util.List;

/// Day of the demo's fleet, two services with traffic by the hour and two training jobs, as its log
/// tells it.
final class RecordedDay {
  private RecordedDay() {}

  /// Records a section of a length.
  ///
  /// @param fleet the demo's
  /// @param seed of the world and its traffic
  static FleetHistory of(Fleet fleet, Duration length, long seed) {
    DemoScenario.Traffic traffic =
        new DemoScenario.Traffic(List.of(), RecordedSection.BEFORE.plus(length), true);
    return RecordedSection.of(
        DemoScenario.of(fleet, RecordedSection.START, traffic, seed), length, seed);
  }
}
