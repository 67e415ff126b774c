package io.rheostat.core.counter;

import io.rheostat.core.counter.CounterTrack.Stage;
import io.rheostat.core.counter.CounterVerdict.Kind;
import io.rheostat.model.signal.Signal;
import java.util.ArrayList;
import java.util.List;

/// Growth of a cumulative counter, or of a histogram, with any number of writing processes.
///
/// Each process' counter is a line that never falls. A sample belongs to the highest line able to
/// have reached it; growth on a line counts. A sample out of reach of all lines begins a new one:
///
/// ```
///  SETTLED ──far below, small──► RESTARTED ──stays──► RESTART_COUNTED   its first value counts
///     │ ────far below, large───► NEW ─────────stays──► SETTLED          another source
///     │ ────jump, possible─────► NEW ─────────stays──► SETTLED          the jump counts, late
///     │ ────jump, impossible───► NEW ─────────stays──► SETTLED          the jump never counts
///     └─ a little below: the line stays as it is, until three samples in a row say otherwise
///  any ──── back on another line ► SETTLED, "jumped"; a counted restart is taken back
/// ```
final class CounterJudge {
  /// Lines remembered beside the newest one.
  private static final int MOST_OTHERS = 7;

  /// Age at which an unseen line is forgotten, milliseconds.
  private static final long LINE_MILLIS = 300_000;

  /// Time since the last sample of another line within which a sample in reach of both may be its
  /// own.
  private static final long RECENT_MILLIS = 60_000;

  /// The same as a number of gaps between two samples, where those are long.
  private static final int RECENT_GAPS = 6;

  /// Largest age of samples arriving late or stamped by two clocks, milliseconds.
  private static final long SKEW_MILLIS = 10_000;

  /// Number of samples in a row that make a lower line or a faster engine believable.
  private static final int INSISTENT = 3;

  /// Largest believed factor between a faster engine and the rate thought possible.
  private static final double MOST_FASTER = 8;

  private final CounterTrack track;
  private final CounterLine main;
  private final CounterLine sample;
  private final Signal signal;
  private final EngineLimits limits;

  private CounterJudge(
      CounterTrack track,
      CounterLine main,
      CounterLine sample,
      Signal signal,
      EngineLimits limits) {
    this.track = forgotten(track, sample.at());
    this.main = main;
    this.sample = sample;
    this.signal = signal;
    this.limits = limits;
  }

  /// Judges a sample newer than all before it.
  ///
  /// @param track doubts so far
  /// @param main the newest line
  /// @param alone true when other counters of the replica went on where this one began again
  public static CounterVerdict judge(
      CounterTrack track,
      CounterLine main,
      CounterLine sample,
      Signal signal,
      EngineLimits limits,
      boolean alone) {
    CounterJudge judge = new CounterJudge(track, main, sample, signal, limits);
    int other = judge.highestFit();
    if (other >= 0) {
      return judge.back(other);
    }
    if (judge.fits(main)) {
      return judge.on(alone);
    }
    if (main.isBelow(sample)) {
      return judge.above();
    }
    return judge.below();
  }

  private static CounterTrack forgotten(CounterTrack track, long now) {
    List<CounterLine> kept =
        track.others().stream().filter(line -> now - line.at() <= LINE_MILLIS).toList();
    return new CounterTrack(
        track.key(), track.stage(), track.owed(), track.lows(), track.overs(), kept);
  }

  private boolean fits(CounterLine line) {
    return line.isBelow(sample)
        && sample.total() - line.total() <= limits.likely(signal, sample.at() - line.at());
  }

  /// Returns the place of the other line the sample belongs to rather than to the newest one; −1
  /// for none.
  private int highestFit() {
    long gap = sample.at() - main.at();
    long recent = Math.max(RECENT_MILLIS, RECENT_GAPS * gap);
    boolean own = fits(main);
    int found = -1;
    for (int i = 0; i < track.others().size(); i++) {
      CounterLine line = track.others().get(i);
      boolean lower = main.isBelow(sample) && line.total() <= main.total();
      boolean passed = lower || (own && isStale(line, recent));
      boolean higher = found < 0 || line.total() > track.others().get(found).total();
      if (!passed && higher && fits(line) && sample.total() - line.total() <= fall()) {
        found = i;
      }
    }
    return found;
  }

  /// Returns the smallest distance of the sample below a line of which it may be an older sample.
  private double fall() {
    double near = limits.likely(signal, SKEW_MILLIS);
    double least = Double.POSITIVE_INFINITY;
    for (int i = -1; i < track.others().size(); i++) {
      double fall = (i < 0 ? main : track.others().get(i)).total() - sample.total();
      least = fall > 0 && fall <= near ? Math.min(least, fall) : least;
    }
    return least;
  }

  private boolean isStale(CounterLine line, long recent) {
    return !track.isNew() && sample.at() - line.at() > recent;
  }

  private static CounterGrowth step(CounterLine from, CounterLine to) {
    return new CounterGrowth(from.at(), to.at(), from.growthTo(to));
  }

  /// Returns the verdict for a sample on the newest line.
  private CounterVerdict on(boolean alone) {
    List<CounterGrowth> growths = new ArrayList<>(2);
    boolean restart = track.stage() == Stage.RESTARTED;
    boolean counts = track.isNew() && !track.owed().isNone() && !(restart && alone);
    if (counts) {
      growths.add(track.owed());
    }
    growths.add(step(main, sample));
    Stage stage = restart && counts ? Stage.RESTART_COUNTED : Stage.SETTLED;
    if (track.stage() == Stage.RESTART_COUNTED) {
      stage = Stage.RESTART_COUNTED;
    }
    List<CounterLine> kept =
        withoutBegin(counts && !restart).stream()
            .filter(line -> line.total() <= main.total() || line.total() > sample.total())
            .toList();
    if (kept.isEmpty()) {
      stage = Stage.SETTLED;
    }
    CounterGrowth owed = stage == Stage.RESTART_COUNTED ? track.owed() : CounterGrowth.NONE;
    return new CounterVerdict(
        sample, new CounterTrack(track.key(), stage, owed, 0, 0, kept), growths, Kind.STEADY);
  }

  /// Returns the other lines; without the newest one's own start once its jump is believed.
  private List<CounterLine> withoutBegin(boolean believed) {
    return believed
        ? track.others().stream().filter(line -> line.at() != track.owed().from()).toList()
        : track.others();
  }

  /// Returns the verdict for a sample on a line left before.
  private CounterVerdict back(int other) {
    List<CounterLine> others = new ArrayList<>(track.others());
    CounterLine line = others.remove(other);
    others.add(main);
    List<CounterGrowth> growths = new ArrayList<>(2);
    if (track.stage() == Stage.RESTART_COUNTED) {
      growths.add(track.owed().negated());
    }
    growths.add(step(line, sample));
    return verdict(
        new CounterTrack(track.key(), Stage.SETTLED, CounterGrowth.NONE, 0, 0, others),
        growths,
        Kind.JUMPED);
  }

  /// Returns the verdict for a sample above the reach of any line.
  private CounterVerdict above() {
    double growth = sample.total() - main.total();
    double possible = limits.possible(signal, sample.at() - main.at());
    if (growth <= possible) {
      // Going on upwards confirms the growth withheld before.
      boolean held = track.stage() == Stage.NEW && !track.owed().isNone();
      List<CounterLine> others = new ArrayList<>(withoutBegin(held));
      others.add(main);
      return verdict(
          new CounterTrack(track.key(), Stage.NEW, step(main, sample), 0, 0, others),
          held ? List.of(track.owed()) : List.of(),
          Kind.HELD);
    }
    // Far beyond any engine it is another process: several arriving in rising order by chance are
    // no faster engine.
    int overs = growth > MOST_FASTER * possible ? 0 : track.overs() + 1;
    if (overs < INSISTENT) {
      return begins(Stage.NEW, CounterGrowth.NONE, overs);
    }
    double[] capped = main.growthTo(sample);
    for (int i = 0; i < capped.length; i++) {
      capped[i] *= possible / growth;
    }
    CounterGrowth most = new CounterGrowth(main.at(), sample.at(), capped);
    CounterTrack faster =
        new CounterTrack(
            track.key(), Stage.SETTLED, CounterGrowth.NONE, 0, INSISTENT, track.others());
    return verdict(faster, List.of(most), Kind.HELD);
  }

  private CounterVerdict below() {
    double value = sample.total();
    boolean small = value <= limits.likely(signal, sample.at() - main.at());
    if (small && 2 * value <= main.total()) {
      CounterGrowth first = new CounterGrowth(main.at(), sample.at(), sample.values());
      return begins(Stage.RESTARTED, first, 0);
    }
    if (!isNear()) {
      return begins(Stage.NEW, CounterGrowth.NONE, 0);
    }
    if (track.lows() + 1 >= INSISTENT) {
      return begins(Stage.NEW, CounterGrowth.NONE, 0);
    }
    CounterTrack lower =
        new CounterTrack(
            track.key(),
            track.stage(),
            track.owed(),
            track.lows() + 1,
            track.overs(),
            track.others());
    return new CounterVerdict(
        new CounterLine(main.values(), sample.at()), lower, List.of(), Kind.HELD);
  }

  /// Returns whether the sample may be an older one of a line that has gone on since.
  private boolean isNear() {
    double near = limits.likely(signal, SKEW_MILLIS);
    boolean found = Math.abs(main.total() - sample.total()) <= near;
    for (CounterLine line : track.others()) {
      double fall = line.total() - sample.total();
      found |= fall >= 0 && fall <= near;
    }
    return found;
  }

  private CounterVerdict begins(Stage stage, CounterGrowth owed, int overs) {
    List<CounterLine> others = new ArrayList<>(track.others());
    others.add(main);
    return verdict(
        new CounterTrack(track.key(), stage, owed, 0, overs, others), List.of(), Kind.HELD);
  }

  private CounterVerdict verdict(CounterTrack after, List<CounterGrowth> growths, Kind kind) {
    List<CounterLine> others = new ArrayList<>(after.others());
    while (others.size() > MOST_OTHERS) {
      others.remove(oldest(others));
    }
    return new CounterVerdict(
        sample,
        new CounterTrack(
            after.key(), after.stage(), after.owed(), after.lows(), after.overs(), others),
        growths,
        kind);
  }

  private static int oldest(List<CounterLine> lines) {
    int oldest = 0;
    for (int i = 1; i < lines.size(); i++) {
      oldest = lines.get(i).at() < lines.get(oldest).at() ? i : oldest;
    }
    return oldest;
  }
}
