package io.rheostat.ingest.matching.sample;

import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Readings of one replica from one source: its cells, kept for good, and the moments of the
/// current page or request.
public final class ReplicaSamples {
  /// Limit of moments: a page names a time for each sample at will, and this bounds the cost.
  private static final int MOMENTS_PER_PAGE = 64;

  /// Limit of cells: a never repeating label must not fill the memory.
  private static final int MOST_CELLS = 4096;

  /// Time, in milliseconds, an unreported preferred metric keeps less preferred ones out. The fold
  /// waits as long.
  private static final long PREFERRED_MILLIS = 300_000;

  /// Time, in milliseconds, a family without an end marker keeps its replica after its last value;
  /// longer than the longest usual scrape interval, 60 s, and shorter than the 15 minutes until it
  /// is forgotten anyway.
  private static final long VITAL_MILLIS = 120_000;

  /// Limit of one histogram's bounds: seven times those of an exponential one in this form.
  public static final int MOST_BOUNDS = 512;

  private final ReplicaName replica;
  private final Map<VitalKey, VitalSignals> vitals = new HashMap<>();
  private final Map<VitalKey, Integer> bounds = new HashMap<>();
  private final Map<SampleKey, Integer> numbers = new HashMap<>();
  private final List<SampleKey> cells = new ArrayList<>();
  private final Map<Long, SampleFrame> timed = new TreeMap<>();
  private final SampleFrame untimed = new SampleFrame(0);
  private final SampleFrame first = new SampleFrame(0);
  private final int[] preferences = new int[Signal.values().length + 1];
  private final long[] preferredAt = new long[preferences.length];
  private int[] canonical = new int[0];
  private boolean hasUntimed;
  private boolean tellsOfWork;
  private SampleFrame newest = first;
  private long newestMillis = Long.MIN_VALUE;
  private long seen;

  /// Family as reported by one sender.
  private record VitalKey(Signal signal, int preference, int series, int sender) {}

  public ReplicaSamples(ReplicaName replica) {
    this.replica = replica;
  }

  /// Returns the name of the replica.
  public ReplicaName replica() {
    return replica;
  }

  /// Returns the source's newest page or time with this replica.
  public long seen() {
    return seen;
  }

  /// Tells whether it has a series of the replica's work, and not only of its devices or its pod.
  public boolean tellsOfWork() {
    return tellsOfWork;
  }

  /// Records a page or request with a series of this replica, whatever its value; true for the
  /// first series of the page.
  public boolean seenOn(long page) {
    boolean first = seen != page;
    seen = page;
    return first;
  }

  /// Returns the liveness of a family at one sender.
  ///
  /// @param sender a number of its own for each sender
  public VitalSignals vital(SampleKey cell, int sender) {
    VitalKey key = new VitalKey(cell.signal(), cell.preference(), cell.origin().series(), sender);
    return vitals.computeIfAbsent(key, _ -> new VitalSignals());
  }

  /// Tells whether all reported families of the replica's work have ended; false without any
  /// reported one.
  ///
  /// @param millis the time now, since 1970
  public boolean hasEnded(long millis) {
    boolean told = false;
    for (Map.Entry<VitalKey, VitalSignals> one : vitals.entrySet()) {
      boolean work = one.getKey().signal().isOfWork();
      told |= work && one.getValue().wasTold();
      if (work && one.getValue().livesSince(millis - VITAL_MILLIS)) {
        return false;
      }
    }
    return told;
  }

  /// Tells whether a cell is a new bound of a histogram at its limit of bounds.
  public boolean hasTooManyBounds(SampleKey cell) {
    if (cell.signal().kind() != Signal.Kind.HISTOGRAM || numbers.containsKey(cell)) {
      return false;
    }
    VitalKey key = new VitalKey(cell.signal(), cell.preference(), cell.origin().series(), 0);
    if (bounds.getOrDefault(key, 0) >= MOST_BOUNDS) {
      return true;
    }
    bounds.merge(key, 1, Integer::sum);
    return false;
  }

  /// Returns the number of a cell, or −1 when there are too many.
  public int number(SampleKey cell) {
    Integer known = numbers.get(cell);
    if (known != null) {
      return known;
    }
    if (cells.size() >= MOST_CELLS) {
      return -1;
    }
    numbers.put(cell, cells.size());
    cells.add(cell);
    tellsOfWork |= cell.signal().isOfWork();
    return cells.size() - 1;
  }

  /// Drops the rest of an earlier page or request.
  public void clear() {
    timed.clear();
    newestMillis = Long.MIN_VALUE;
    if (hasUntimed) {
      untimed.clear();
      hasUntimed = false;
    }
  }

  /// Adds a value at the page's own time; false when another series gave the same sample.
  public boolean add(int number, double value) {
    hasUntimed = true;
    return untimed.add(number, value);
  }

  /// Adds a value at a time of its own.
  public SampleFate addAt(long millis, int number, double value) {
    if (millis != newestMillis) {
      if (!timed.containsKey(millis) && timed.size() >= MOMENTS_PER_PAGE) {
        return SampleFate.TOO_MANY_TIMES;
      }
      newest = timed.computeIfAbsent(millis, _ -> moment());
      newestMillis = millis;
    }
    return newest.add(number, value) ? SampleFate.USED : SampleFate.DUPLICATE;
  }

  /// Returns an empty moment. Most requests have one time for each replica: its moment is reused.
  private SampleFrame moment() {
    if (timed.isEmpty()) {
      first.clear();
      return first;
    }
    return new SampleFrame(cells.size());
  }

  /// Adds the readings, those with times of their own first.
  public void collect(PageTime time, List<Reading> readings) {
    sort();
    long now = time.receivedAt().toEpochMilli();
    timed.forEach((millis, moment) -> collect(moment, now, Instant.ofEpochMilli(millis), readings));
    if (hasUntimed) {
      collect(untimed, now, time.observedAt(), readings);
    }
  }

  private void collect(SampleFrame moment, long now, Instant observedAt, List<Reading> readings) {
    List<Sample> samples = new ArrayList<>(canonical.length);
    for (int number : canonical) {
      if (moment.has(number)) {
        SampleKey cell = cells.get(number);
        if (isPreferred(cell, now)) {
          samples.add(cell.sample(moment.value(number)));
        }
      }
    }
    if (!samples.isEmpty()) {
      readings.add(
          new Reading(
              replica.workload(), replica.replica(), replica.placement(), observedAt, samples));
    }
  }

  /// Tells whether no preferred metric has reported the signal lately. The canonical order has the
  /// most preferred first. The fold decides the same by itself; this only saves the samples.
  private boolean isPreferred(SampleKey cell, long now) {
    int signal = cell.signal().number();
    if (cell.preference() > preferences[signal] && now - preferredAt[signal] < PREFERRED_MILLIS) {
      return false;
    }
    preferences[signal] = cell.preference();
    preferredAt[signal] = now;
    return true;
  }

  private void sort() {
    if (canonical.length != cells.size()) {
      List<Integer> order = new ArrayList<>(cells.size());
      for (int number = 0; number < cells.size(); number++) {
        order.add(number);
      }
      order.sort(Comparator.comparing(cells::get, SampleKey.CANONICAL));
      canonical = Arrays.stream(order.toArray(new Integer[0])).mapToInt(each -> each).toArray();
    }
  }
}
