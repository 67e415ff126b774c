package io.rheostat.core.counter;

import io.rheostat.core.counter.CounterTrack.Stage;
import io.rheostat.core.series.SeriesDraft;
import io.rheostat.core.series.SeriesKey;
import io.rheostat.model.signal.Signal;
import java.util.ArrayList;
import java.util.List;

/// Doubts about a replica's counters under change within one step; it never leaves the step.
public final class CounterDraft {
  private final CounterTracks before;
  private final List<CounterTrack> tracks;
  private final EngineLimits limits;
  private long jumpingSince;
  private long jumpedAt;
  private boolean held;

  public CounterDraft(CounterTracks before, EngineLimits limits) {
    this.before = before;
    this.limits = limits;
    tracks = new ArrayList<>(before.tracks());
    jumpingSince = before.jumpingSince();
    jumpedAt = before.jumpedAt();
  }

  /// Returns the current doubts, without those about removed series.
  public CounterTracks build(SeriesDraft series) {
    tracks.removeIf(track -> !series.has(track.key()));
    boolean same = jumpedAt == before.jumpedAt() && tracks.equals(before.tracks());
    return same ? before : new CounterTracks(tracks, jumpingSince, jumpedAt);
  }

  /// Returns whether a sample did not count, or not yet.
  public boolean hasHeld() {
    return held;
  }

  /// Returns whether a counter jumped at a time.
  public boolean jumpedAt(long at) {
    return jumpedAt == at;
  }

  /// Returns the largest growth believed at once.
  public double likely(Signal signal, long millis) {
    return limits.likely(signal, millis);
  }

  private int place(long key) {
    int place = 0;
    while (place < tracks.size() && tracks.get(place).key() < key) {
      place++;
    }
    return place;
  }

  private boolean isAt(int place, long key) {
    return place < tracks.size() && tracks.get(place).key() == key;
  }

  /// Returns whether there is any doubt about a series.
  public boolean doubts(long key) {
    return !tracks.isEmpty() && isAt(place(key), key);
  }

  /// Returns the doubts about a series.
  public CounterTrack track(long key) {
    int place = place(key);
    return isAt(place, key) ? tracks.get(place) : CounterTrack.of(key);
  }

  /// Judges a sample of a series and keeps the remaining doubts.
  public CounterVerdict judge(
      CounterTrack track, CounterLine main, CounterLine sample, boolean alone) {
    Signal signal = SeriesKey.signal(track.key());
    CounterVerdict verdict = CounterJudge.judge(track, main, sample, signal, limits, alone);
    keep(verdict.track());
    held |= verdict.kind() == CounterVerdict.Kind.HELD;
    if (verdict.kind() == CounterVerdict.Kind.JUMPED) {
      jumped(sample.at());
    }
    return verdict;
  }

  private void jumped(long at) {
    boolean went = new CounterTracks(List.of(), jumpingSince, jumpedAt).isJumping(at);
    jumpingSince = went ? jumpingSince : at;
    jumpedAt = Math.max(jumpedAt, at);
  }

  /// Drops the doubts about a series after its lines ceased to be comparable.
  void forget(long key) {
    keep(CounterTrack.of(key));
  }

  private void keep(CounterTrack track) {
    int place = place(track.key());
    if (isAt(place, track.key())) {
      tracks.remove(place);
    }
    if (!track.isIdle()) {
      tracks.add(place, track);
    }
  }

  /// Returns whether an absurd value of a gauge is to be passed over: the first of its kind is.
  public boolean isAbsurd(long key, double rise, double most) {
    boolean absurd = rise > most;
    boolean seen = doubts(key);
    if (absurd || seen) {
      CounterTrack none = CounterTrack.of(key);
      keep(absurd ? new CounterTrack(key, Stage.SETTLED, none.owed(), 0, 1, none.others()) : none);
    }
    held |= absurd;
    return absurd && !seen;
  }
}
