package io.rheostat.benchmarks.ingest;

import io.rheostat.benchmarks.ingest.load.SentLoad;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// One figure of a trial.
///
/// @param key in JSON, its unit included
record Figure(String key, ToDoubleFunction<IngestTrial.Result> value) {
  static final Figure SAMPLES_PER_SECOND =
      new Figure("samplesPerSecond", trial -> trial.warm().sent().samplesPerSecond());
  static final Figure SAMPLES_PER_CPU_SECOND =
      new Figure("samplesPerCpuSecond", trial -> trial.warm().samplesPerCpuSecond());
  static final Figure CPU_SECONDS =
      new Figure("cpuSeconds", trial -> trial.warm().receiver().cpuSeconds());
  static final Figure COLD_SAMPLES_PER_SECOND =
      new Figure("coldSamplesPerSecond", trial -> trial.cold().sent().samplesPerSecond());
  static final Figure COLD_SAMPLES_PER_CPU_SECOND =
      new Figure("coldSamplesPerCpuSecond", trial -> trial.cold().samplesPerCpuSecond());
  static final Figure RESIDENT_BYTES =
      new Figure("residentBytes", trial -> trial.warm().receiver().residentBytes());
  static final Figure PEAK_RESIDENT_BYTES =
      new Figure("peakResidentBytes", trial -> trial.warm().receiver().peakResidentBytes());
  static final Figure BODY_BYTES_PER_SAMPLE =
      new Figure(
          "bodyBytesPerSample",
          trial -> (double) trial.warm().sent().bodyBytes() / trial.warm().sent().samples());
  static final Figure OTHER_STATUSES =
      new Figure("otherStatuses", trial -> trial.warm().sent().others());
  static final Figure BROKEN_CONNECTIONS =
      new Figure("brokenConnections", trial -> trial.warm().sent().failures());
  static final Figure LAG_RECORDS = new Figure("lagRecords", trial -> trial.warm().lag());
  static final Figure CATCH_UP_SECONDS =
      new Figure("catchUpSeconds", trial -> SentLoad.seconds(trial.warm().catchUp()));
  static final Figure LOAD_CPU_SECONDS =
      new Figure("loadCpuSeconds", trial -> trial.warm().ownCpuSeconds());
  static final Figure LOAD_CPU_SHARE = new Figure("loadCpuShare", trial -> trial.warm().ownShare());

  /// All figures, in the order of the report.
  static final List<Figure> ALL =
      List.of(
          SAMPLES_PER_SECOND,
          SAMPLES_PER_CPU_SECOND,
          CPU_SECONDS,
          COLD_SAMPLES_PER_SECOND,
          COLD_SAMPLES_PER_CPU_SECOND,
          RESIDENT_BYTES,
          PEAK_RESIDENT_BYTES,
          BODY_BYTES_PER_SAMPLE,
          OTHER_STATUSES,
          BROKEN_CONNECTIONS,
          LAG_RECORDS,
          CATCH_UP_SECONDS,
          LOAD_CPU_SECONDS,
          LOAD_CPU_SHARE);

  double of(IngestTrial.Result trial) {
    return value.applyAsDouble(trial);
  }

  /// Returns the median over one trial or more.
  double median(List<IngestTrial.Result> trials) {
    double[] sorted = trials.stream().mapToDouble(this::of).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  double least(List<IngestTrial.Result> trials) {
    return trials.stream().mapToDouble(this::of).min().orElse(0);
  }

  double most(List<IngestTrial.Result> trials) {
    return trials.stream().mapToDouble(this::of).max().orElse(0);
  }
}
