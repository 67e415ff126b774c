package io.rheostat.benchmarks.ingest;

import io.rheostat.benchmarks.ingest.load.SentLoad;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Report of one trial as a line of text, printed as soon as it is over.
final class RoundLine {
  private static final double MIB = 1 << 20;

  private RoundLine() {}

  static String of(IngestTrial.Result trial) {
    IngestTrial.Stretch warm = trial.warm();
    return String.format(
            Locale.ROOT,
            "%.0f samples/s (cold %.0f), %.2f CPU-seconds, %.0f samples per CPU-second (cold %.0f),"
                + " %.0f MiB resident, %.0f MiB at most; the load's share of CPU: %.0f %%",
            Figure.SAMPLES_PER_SECOND.of(trial),
            Figure.COLD_SAMPLES_PER_SECOND.of(trial),
            Figure.CPU_SECONDS.of(trial),
            Figure.SAMPLES_PER_CPU_SECOND.of(trial),
            Figure.COLD_SAMPLES_PER_CPU_SECOND.of(trial),
            Figure.RESIDENT_BYTES.of(trial) / MIB,
            Figure.PEAK_RESIDENT_BYTES.of(trial) / MIB,
            100 * Figure.LOAD_CPU_SHARE.of(trial))
        + troubles(warm.sent())
        + counts(warm);
  }

  private static String troubles(SentLoad sent) {
    if (sent.others() == 0 && sent.failures() == 0) {
      return "";
    }
    return "; answers other than 2xx: "
        + sent.otherStatuses()
        + ", broken connections: "
        + sent.failures();
  }

  private static String counts(IngestTrial.Stretch stretch) {
    if (stretch.counts().isEmpty()) {
      return "";
    }
    return String.format(
            Locale.ROOT,
            "; %d samples sent, %d records behind at the end and caught up in %.2f s; counted: ",
            stretch.sent().samples(),
            stretch.lag(),
            SentLoad.seconds(stretch.catchUp()))
        + stretch.counts().entrySet().stream()
            .map(RoundLine::count)
            .collect(Collectors.joining(", "));
  }

  private static String count(Map.Entry<String, Double> count) {
    return String.format(Locale.ROOT, "%s %.0f", count.getKey(), count.getValue());
  }
}
