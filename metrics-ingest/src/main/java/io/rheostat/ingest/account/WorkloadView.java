package io.rheostat.ingest.account;

import io.rheostat.model.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Account of one workload at one time.
///
/// @param workload name of the workload
/// @param since time of its first declaration here
/// @param presets readers of its series
/// @param read samples by signal; signals without any are left out
/// @param never signals of its presets without any sample so far
/// @param unread samples with its labels, read by none of its presets
/// @param refusedSeries series refused because too many are known
public record WorkloadView(
    String workload,
    Instant since,
    List<String> presets,
    Map<Signal, Read> read,
    List<Signal> never,
    Unread unread,
    long refusedSeries) {
  /// Time for sources to appear before their absence is reported.
  private static final Duration GRACE = Duration.ofMinutes(1);

  /// Reported silence of one signal beside others, or of all: as long as estimates wait for the
  /// signal of a preferred family.
  private static final Duration LOST_AFTER = Duration.ofMinutes(5);

  private static final double ALIKE = 0.5;

  /// Samples of a signal.
  ///
  /// @param samples so far
  /// @param lastAt time of receipt of the newest
  public record Read(long samples, Instant lastAt) {}

  /// Unread family.
  ///
  /// @param family its name
  /// @param samples so far
  /// @param likeness of its name to the nearest read one, 0 to 1
  public record Near(String family, long samples, double likeness) {}

  /// Unread samples.
  ///
  /// @param samples so far
  /// @param nearest families, the most similar to a read one first
  public record Unread(long samples, List<Near> nearest) {
    public Unread {
      nearest = List.copyOf(nearest);
    }
  }

  public WorkloadView {
    presets = List.copyOf(presets);
    Map<Signal, Read> ordered = new EnumMap<>(Signal.class);
    ordered.putAll(read);
    read = Collections.unmodifiableMap(ordered);
    never = List.copyOf(never);
  }

  /// Returns the problems, a sentence each, the worst first; empty when all is read.
  public List<String> troubles(Instant now) {
    List<String> troubles = new ArrayList<>();
    if (presets.isEmpty()) {
      return troubles;
    }
    Optional<Instant> newest =
        read.values().stream().map(Read::lastAt).max(Comparator.naturalOrder());
    if (newest.isEmpty()) {
      if (!now.isBefore(since.plus(GRACE))) {
        troubles.add(neverRead());
      }
    } else if (!now.isBefore(newest.get().plus(LOST_AFTER))) {
      troubles.add(
          "no sample was read for "
              + Duration.between(newest.get(), now).toSeconds()
              + " s"
              + seen());
    } else {
      lost(newest.get()).ifPresent(troubles::add);
      renamed(now).ifPresent(troubles::add);
    }
    if (refusedSeries > 0) {
      troubles.add(
          refusedSeries
              + " new series were refused because too many are known: raise limits.knownSeries in"
              + " ingest.yaml, or send fewer labels that change");
    }
    return troubles;
  }

  private String neverRead() {
    String presetNames = "preset " + String.join(", ", presets);
    return unread.samples() == 0
        ? "no sample was ever read by " + presetNames + ", and no series came with its labels"
        : "no sample was ever read by " + presetNames + seen();
  }

  private String seen() {
    if (unread.samples() == 0) {
      return "";
    }
    return ", but "
        + unread.samples()
        + " samples came with its labels under names like "
        + String.join(", ", unread.nearest().stream().map(Near::family).toList());
  }

  private Optional<String> lost(Instant newest) {
    List<String> lost = new ArrayList<>();
    read.forEach(
        (signal, one) -> {
          Duration silent = Duration.between(one.lastAt(), newest);
          if (silent.compareTo(LOST_AFTER) >= 0) {
            lost.add(signal + " (" + silent.toSeconds() + " s ago)");
          }
        });
    return lost.isEmpty()
        ? Optional.empty()
        : Optional.of("signals that came no longer come: " + String.join(", ", lost) + seen());
  }

  /// Returns unread families with names like those of signals without any sample.
  private Optional<String> renamed(Instant now) {
    List<String> alike =
        unread.nearest().stream()
            .filter(near -> near.likeness() >= ALIKE)
            .map(Near::family)
            .toList();
    if (never.isEmpty() || alike.isEmpty() || now.isBefore(since.plus(GRACE))) {
      return Optional.empty();
    }
    return Optional.of(
        "never read: " + never + "; unread families like them: " + String.join(", ", alike));
  }
}
