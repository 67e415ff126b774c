package io.rheostat.simulator.training;

import io.rheostat.model.signal.Sample;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;

/// Run of one elastic data-parallel training job on the workers it is given. Times are nanoseconds
/// since the start of the world.
public interface TrainingRun {
  /// Sets the workers from `at` on; the same set again changes nothing.
  ///
  /// @param wanted placement by worker name
  void assign(SortedMap<String, String> wanted, long at);

  /// Returns the workers taking part, placement by name.
  SortedMap<String, String> workers();

  /// Returns the time of the next change of its figures; `Long.MAX_VALUE` when nothing is trained.
  long nextEvent();

  /// Trains until a time.
  void advance(long until);

  /// Returns the time at which the declared work was done; empty before.
  OptionalLong completedAt();

  /// Tells whether the declared work is done.
  default boolean complete() {
    return completedAt().isPresent();
  }

  /// Returns the samples at full statistical efficiency so far.
  double progress();

  /// Returns the number of restarts so far.
  int restarts();

  /// Returns 1 while it trains, 0 while it restarts, has no workers or is complete.
  double busyShare(long at);

  /// Returns the job's signals in canonical order, as reported by its first worker. Before the
  /// first step has ended, its times and batch size read 0.
  List<Sample> samples();
}
