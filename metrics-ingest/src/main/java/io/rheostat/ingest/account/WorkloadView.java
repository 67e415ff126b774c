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

/// The account of one workload at one time.
///
/// @param workload whose
/// @param since when it was first declared here
/// @param presets by which its series are read
/// @param read by signal; signals that were never read are left out
/// @param never signals of its presets that were never read
/// @param unread what came with its labels and is read by none of its presets
/// @param refusedSeries series that were refused because too many are known
public record WorkloadView(
    String workload,
    Instant since,
    List<String> presets,
    Map<Signal, Read> read,
    List<Signal> never,
    Unread unread,
    long refusedSeries) {
  /// Time that sources have to come before their absence is told.
  private static final Duration GRACE = Duration.ofMinutes(1);

  /// Silence of one signal beside others, or of all, that is told: as long as estimates wait for
  /// the signal of a more wanted family.
  private static final Duration LOST_AFTER = Duration.ofMinutes(5);

  private static final double ALIKE = 0.5;

  /// Samples of a signal.
  ///
  /// @param samples so far
  /// @param lastAt when the newest was received
  public record Read(long samples, Instant lastAt) {}

  /// A family that is not read.
  ///
  /// @param family its name
  /// @param samples so far
  /// @param likeness of its name to the nearest that is read, 0 to 1
  public record Near(String family, long samples, double likeness) {}

  /// What came unread.
  ///
  /// @param samples so far
  /// @param nearest families, the most alike to what is read first
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

  /// Returns what is wrong, a sentence each, the worst first; empty when all is read.
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

  /// Families whose names are like those of signals that never came.
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
