package io.rheostat.ingest.matching;

import com.dynatrace.hash4j.hashing.HashValue128;
import io.rheostat.config.settings.Ingest;
import io.rheostat.ingest.account.UnreadFamily;
import io.rheostat.ingest.exposition.series.Labels;
import io.rheostat.ingest.matching.sample.PageReadings;
import io.rheostat.ingest.matching.sample.PageTime;
import io.rheostat.ingest.matching.sample.SampleFate;
import io.rheostat.ingest.reject.RejectionReason;
import io.rheostat.model.signal.Origin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Folds the samples pushed by sources into readings, request by request. It remembers the use of
/// each series by a hash of its labels, so a known series costs one look-up; a series not seen for
/// 15 minutes is forgotten. For one thread at a time.
///
/// ```
/// begin(time) ── series(labels) ── sample(value) … sample(value) ── series … ── end() ─► readings
/// ```
public final class PushReadings {
  private static final int KEPT_SECONDS = 900;
  private static final int SWEEP_SECONDS = 60;
  private static final String NAME = "__name__";

  /// Silence, in seconds, after which a series gives way to a new one when too many are known:
  /// longer than the longest usual scrape interval, 60 s.
  private static final int SILENT_SECONDS = 120;

  /// Seconds between two searches for silent series: each takes time with many series.
  private static final int LOOK_SECONDS = 10;

  /// Limit of a request's unread metrics with a check of their labels.
  private static final int MOST_LOOKS = 256;

  private final SeriesResolver resolver;
  private final SampleIntake intake;
  private final Ingest declared;
  private final SeriesIndex cumulative;
  private final SeriesIndex deltas;
  private Optional<String> firstError = Optional.empty();
  private SeriesUse use = SeriesUse.UNREAD;
  private long stamp;
  private int second;
  private int sweptAt;
  private int resolvedAt;
  private boolean membersChanged;
  private final Map<String, Integer> ofWorkload = new HashMap<>();
  private int roomMadeAt = Integer.MIN_VALUE;
  private int looks;

  PushReadings(SeriesResolver resolver, Ingest declared) {
    this.resolver = resolver;
    this.intake = new SampleIntake(resolver, true);
    this.declared = declared;
    long seed = new SplittableRandom().nextLong();
    this.cumulative = new SeriesIndex(seed);
    this.deltas = new SeriesIndex(seed);
  }

  /// Returns the limits of a request.
  public Ingest.Limits limits() {
    return declared.limits();
  }

  /// Begins a request.
  public void begin(PageTime time) {
    long millis = time.receivedAt().toEpochMilli();
    stamp = Math.max(stamp + 1, millis);
    second = (int) (millis / 1000);
    if (second - sweptAt >= SWEEP_SECONDS) {
      sweep();
    }
    membersChanged |= resolver.membersChanged(millis);
    if (membersChanged && second != resolvedAt) {
      // Once a second at most: the search takes time with many series.
      cumulative.forgetIf(SeriesUse::byMembership);
      deltas.forgetIf(SeriesUse::byMembership);
      membersChanged = false;
      resolvedAt = second;
      count();
    }
    looks = 0;
    firstError = Optional.empty();
    intake.begin(stamp, time);
  }

  /// Sets the series of the following samples.
  ///
  /// @param bytes its labels as in [LabelBytes], from `offset` on
  /// @param temporality meaning of its values
  public void series(byte[] bytes, int offset, int length, Origin.Temporality temporality) {
    SeriesIndex index = temporality == Origin.Temporality.DELTA ? deltas : cumulative;
    HashValue128 hash = index.hash(bytes, offset, length);
    @Nullable SeriesUse known = index.find(hash, second);
    if (known == null) {
      use = resolve(bytes, offset, length, temporality);
      if (use.fate() != SampleFate.INVALID && admits(use)) {
        index.add(hash, use, second);
      }
    } else {
      use = known;
    }
  }

  /// Sets the series of the following samples.
  public void series(LabelBytes labels, Origin.Temporality temporality) {
    series(labels.bytes(), 0, labels.size(), temporality);
  }

  /// Adds a sample of the series.
  ///
  /// @param millis its time, since 1970
  /// @return false when it is refused, an error of the request
  public boolean sample(double value, long millis) {
    SampleFate fate = intake.takeAt(use, value, millis);
    return fate != SampleFate.INVALID && fate != SampleFate.FUTURE;
  }

  /// Ends the series, together with other, counted ones.
  ///
  /// @param millis time of the end, since 1970
  public void end(long millis) {
    intake.end(use, millis);
  }

  /// Counts a sample of a metric outside all presets.
  public void unread() {
    intake.count(SampleFate.UNREAD);
  }

  /// Counts a metric outside all presets at the workloads with its labels. Beyond 256 calls a
  /// request it does nothing.
  ///
  /// @param metric its name
  /// @param labels without a name
  public void lookAtUnread(String metric, LabelBytes labels) {
    if (looks++ >= MOST_LOOKS) {
      return;
    }
    try {
      Map<String, String> read = LabelBytes.read(labels.bytes(), 0, labels.size(), limits());
      resolver.unread(metric, new Labels(new TreeMap<>(read))).forEach(UnreadFamily::count);
    } catch (MalformedSeriesException _) {
      // Unread series may have any labels; it is counted as unread all the same.
      looks++;
    }
  }

  /// Refuses a sample not convertible from its protocol; an error of the request.
  ///
  /// @param words the error message
  public void refuse(String words) {
    intake.count(SampleFate.INVALID);
    fail(words);
  }

  /// Tells whether any preset reads this metric: an unread one need not be decoded.
  public boolean reads(String metric) {
    return resolver.reads(metric);
  }

  /// Ends the request.
  ///
  /// @return its readings, and its first error when some of it was bad
  public PushedReadings end() {
    PageReadings readings = intake.end();
    if (firstError.isEmpty() && readings.count(SampleFate.FUTURE) > 0) {
      firstError = Optional.of("a sample is more than 30 s ahead of this server's clock");
    }
    return new PushedReadings(readings, firstError);
  }

  /// Returns the number of remembered series.
  public int knownSeries() {
    return cumulative.size() + deltas.size();
  }

  private SeriesUse resolve(byte[] bytes, int offset, int length, Origin.Temporality temporality) {
    try {
      Map<String, String> labels = LabelBytes.read(bytes, offset, length, limits());
      String name = labels.getOrDefault(NAME, "");
      if (name.isEmpty()) {
        throw new MalformedSeriesException("it has no metric name (" + NAME + "): " + labels);
      }
      labels.remove(NAME);
      int sender = 0;
      for (String label : declared.haReplicaLabels()) {
        sender = 31 * sender + labels.getOrDefault(label, "").hashCode();
        labels.remove(label);
      }
      SeriesUse found =
          resolver.resolve(name, new Labels(new TreeMap<>(labels)), temporality, sender);
      refuseBeyondShare(found);
      return found;
    } catch (MalformedSeriesException malformed) {
      fail("a series is refused: " + malformed.getMessage());
      return SeriesUse.INVALID;
    }
  }

  /// Tells whether a series is remembered. An unread one only is while an eighth of the room is
  /// left: resolving it again costs time, and no replica.
  private boolean admits(SeriesUse found) {
    SeriesUse.Slot slot = found.slot();
    if (slot != null) {
      ofWorkload.merge(slot.book().replica().workload(), 1, Integer::sum);
    }
    return !found.isNobodys() || knownSeries() < limits().knownSeries() / 8 * 7;
  }

  /// Refuses a workload's series when no room can be made for it and the workload has more than its
  /// share of it. A workload below its share is never refused, so at most twice the limit is known.
  private void refuseBeyondShare(SeriesUse found) throws MalformedSeriesException {
    SeriesUse.Slot slot = found.slot();
    int most = limits().knownSeries();
    if (slot == null || knownSeries() < most) {
      return;
    }
    if (second - roomMadeAt >= LOOK_SECONDS || roomMadeAt == Integer.MIN_VALUE) {
      roomMadeAt = second;
      cumulative.forgetBefore(second - SILENT_SECONDS);
      deltas.forgetBefore(second - SILENT_SECONDS);
      cumulative.forgetIf(SeriesUse::isNobodys);
      deltas.forgetIf(SeriesUse::isNobodys);
      count();
    }
    String workload = slot.book().replica().workload();
    int share = most / Math.max(1, resolver.workloads());
    if (knownSeries() >= most && ofWorkload.getOrDefault(workload, 0) >= share) {
      resolver.refuseOf(workload);
      throw new MalformedSeriesException(
          most
              + " series are known and this is a new one of workload "
              + workload
              + ", which has "
              + ofWorkload.getOrDefault(workload, 0)
              + ". Raise limits.knownSeries, or send fewer labels that change");
    }
  }

  /// Counts the series of each workload anew.
  private void count() {
    ofWorkload.clear();
    for (SeriesIndex index : List.of(cumulative, deltas)) {
      index.forEach(
          known -> {
            SeriesUse.Slot slot = known.slot();
            if (slot != null) {
              ofWorkload.merge(slot.book().replica().workload(), 1, Integer::sum);
            }
          });
    }
  }

  private void fail(String words) {
    if (firstError.isEmpty()) {
      firstError = Optional.of(words);
    }
    resolver.refuse(RejectionReason.MALFORMED_SERIES, words, Labels.EMPTY);
  }

  private void sweep() {
    cumulative.forgetBefore(second - KEPT_SECONDS);
    deltas.forgetBefore(second - KEPT_SECONDS);
    resolver.books().values().removeIf(book -> book.seen() < stamp - KEPT_SECONDS * 1000L);
    sweptAt = second;
    count();
  }
}
