package io.rheostat.simulator.page;

import io.rheostat.model.Require;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.Sample;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/// One replica's signals at one moment: the same snapshot for [#reading] and for every text face
/// ([VllmPage], [DcgmPage], [PyTorchPage]).
///
/// @param workload its workload
/// @param replica its name
/// @param placement its placement
/// @param labels of every series, for the workload's metrics binding to match
/// @param devices devices of the replica; the device signals are those of all of them together
/// @param samples in order of signal number, then of bucket bound
public record ReplicaPage(
    String workload,
    String replica,
    String placement,
    SortedMap<String, String> labels,
    int devices,
    List<Sample> samples) {
  public ReplicaPage {
    labels = Require.sortedCopy(labels);
    Require.atLeast("devices", 1, devices);
    samples = List.copyOf(samples);
  }

  /// Returns the snapshot as a reading, as if all of it had been scraped at `observedAt`.
  public Reading reading(Instant observedAt) {
    return new Reading(workload, replica, placement, observedAt, samples);
  }
}
