package io.rheostat.contest.baseline.service;

import io.rheostat.simulator.engine.ReplicaView;
import io.rheostat.simulator.policy.ServiceView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Peaks of KV usage and queue of the present replicas: `max_over_time(x[1m])`.
public final class ReplicaPeaks {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  /// One replica at its worst in the last minute.
  ///
  /// @param placement its placement
  /// @param kvUsage share of its KV cache, 0..1
  /// @param kvCapacity tokens of a full cache
  /// @param queue requests waiting
  public record Peak(String placement, double kvUsage, double kvCapacity, double queue) {
    /// Returns the tokens in its KV cache at the peak.
    public double kvTokens() {
      return kvUsage * kvCapacity;
    }
  }

  private record Windows(SlidingWindow kvUsage, SlidingWindow queue) {
    Windows() {
      this(new SlidingWindow(WINDOW), new SlidingWindow(WINDOW));
    }
  }

  private final SortedMap<String, Windows> windows = new TreeMap<>();
  private final List<ReplicaView> present = new ArrayList<>();

  /// Takes one scrape; time does not go back.
  public void add(ServiceView view) {
    present.clear();
    List<String> names = new ArrayList<>();
    for (ReplicaView replica : view.replicas()) {
      if (!replica.draining()) {
        present.add(replica);
        names.add(replica.name());
        Windows own = windows.computeIfAbsent(replica.name(), _ -> new Windows());
        own.kvUsage.add(view.at(), replica.kvUsage());
        own.queue.add(view.at(), replica.waiting());
      }
    }
    windows.keySet().retainAll(names);
  }

  /// Returns the peaks, in order of placement and age.
  public List<Peak> peaks(Instant now) {
    List<Peak> peaks = new ArrayList<>(present.size());
    for (ReplicaView replica : present) {
      Windows own = windows.getOrDefault(replica.name(), new Windows());
      peaks.add(
          new Peak(
              replica.placement(),
              own.kvUsage.max(now).orElse(0),
              replica.kvCapacity(),
              own.queue.max(now).orElse(0)));
    }
    return peaks;
  }
}
