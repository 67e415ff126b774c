package io.rheostat.ingest.account;

import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/// Samples read for one workload, by signal, and unread samples with its labels. Safe for use by
/// many threads; counts may be a moment behind each other.
public final class WorkloadAccount {
  /// Limit of kept names: a source with invented families must not fill the memory.
  private static final int MOST_FAMILIES = 64;

  private static final int MOST_NEAREST = 5;
  private static final int SLOTS = slots();
  private static final long NEVER = Long.MIN_VALUE;

  private final String workload;
  private final Instant since;
  private final AtomicLongArray samples = new AtomicLongArray(SLOTS);
  private final AtomicLongArray lastAt = new AtomicLongArray(SLOTS);
  private final Map<String, UnreadFamily> families = new ConcurrentHashMap<>();
  private final LongAdder unread = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private volatile Expected expected;

  /// Declared metrics of a workload.
  ///
  /// @param presets names of its presets
  /// @param signals read by the presets
  /// @param families names read by the presets
  record Expected(List<String> presets, Set<Signal> signals, Set<String> families) {
    Expected {
      presets = List.copyOf(presets);
      signals = Set.copyOf(signals);
      families = Set.copyOf(families);
    }
  }

  WorkloadAccount(String workload, Instant since, Expected expected) {
    this.workload = workload;
    this.since = since;
    this.expected = expected;
    for (int slot = 0; slot < SLOTS; slot++) {
      lastAt.set(slot, NEVER);
    }
  }

  private static int slots() {
    int most = 0;
    for (Signal signal : Signal.values()) {
      most = Math.max(most, signal.number());
    }
    return most + 1;
  }

  /// Follows a declaration; families read from now on are no longer named as unread.
  void declare(Expected changed) {
    if (!changed.equals(expected)) {
      expected = changed;
      families.clear();
    }
  }

  /// Counts the samples of a reading.
  void read(Reading reading, long millis) {
    int last = -1;
    int run = 0;
    for (Sample sample : reading.samples()) {
      int slot = sample.signal().number();
      if (slot != last && run > 0) {
        add(last, run, millis);
        run = 0;
      }
      last = slot;
      run++;
    }
    if (run > 0) {
      add(last, run, millis);
    }
  }

  private void add(int slot, int count, long millis) {
    samples.addAndGet(slot, count);
    if (lastAt.getOpaque(slot) < millis) {
      lastAt.setOpaque(slot, millis);
    }
  }

  /// Counts a series refused because too many are known.
  public void refuse() {
    refused.increment();
  }

  /// Returns the counter of an unread family with the workload's labels. Beyond the limit of kept
  /// families, the least similar to a read one gives way.
  public UnreadFamily unread(String metric) {
    String name = FamilyNames.family(metric);
    UnreadFamily known = families.get(name);
    if (known != null) {
      return known;
    }
    UnreadFamily added = new UnreadFamily(name, likeness(name, expected.families()), unread);
    if (families.size() >= MOST_FAMILIES) {
      UnreadFamily least =
          families.values().stream()
              .min(Comparator.comparingDouble(UnreadFamily::likeness))
              .orElse(added);
      if (least.likeness() >= added.likeness()) {
        return added;
      }
      families.remove(least.name());
    }
    UnreadFamily before = families.putIfAbsent(name, added);
    return before == null ? added : before;
  }

  private static double likeness(String name, Collection<String> others) {
    double most = 0;
    for (String other : others) {
      most = Math.max(most, FamilyNames.likeness(name, other));
    }
    return most;
  }

  /// Returns the number of unread samples with its labels.
  public long unreadSamples() {
    return unread.sum();
  }

  /// Returns the number of series refused because too many are known.
  public long refusedSeries() {
    return refused.sum();
  }

  /// Returns the age of its newest sample, in seconds; NaN before the first.
  public double ageSeconds(long nowMillis) {
    long newest = NEVER;
    for (int slot = 0; slot < SLOTS; slot++) {
      newest = Math.max(newest, lastAt.getOpaque(slot));
    }
    return newest == NEVER ? Double.NaN : (nowMillis - newest) / 1000.0;
  }

  /// Returns the current state.
  WorkloadView view() {
    Map<Signal, WorkloadView.Read> read = new EnumMap<>(Signal.class);
    List<Signal> never = new ArrayList<>();
    for (Signal signal : Signal.values()) {
      long at = lastAt.getOpaque(signal.number());
      if (at != NEVER) {
        long count = samples.get(signal.number());
        read.put(signal, new WorkloadView.Read(count, Instant.ofEpochMilli(at)));
      } else if (expected.signals().contains(signal)) {
        never.add(signal);
      }
    }
    List<WorkloadView.Near> near =
        families.values().stream()
            .sorted(
                Comparator.comparingDouble(UnreadFamily::likeness)
                    .thenComparingLong(UnreadFamily::samples)
                    .reversed()
                    .thenComparing(UnreadFamily::name))
            .limit(MOST_NEAREST)
            .map(one -> new WorkloadView.Near(one.name(), one.samples(), one.likeness()))
            .toList();
    return new WorkloadView(
        workload,
        since,
        expected.presets(),
        read,
        never,
        new WorkloadView.Unread(unread.sum(), near),
        refused.sum());
  }
}
