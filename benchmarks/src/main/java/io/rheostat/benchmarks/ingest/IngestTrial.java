package io.rheostat.benchmarks.ingest;

import io.rheostat.benchmarks.ingest.load.LoadConnection;
import io.rheostat.benchmarks.ingest.load.SentLoad;
import io.rheostat.benchmarks.ingest.load.WriteLoad;
import io.rheostat.benchmarks.ingest.load.WriteRequest;
import io.rheostat.benchmarks.ingest.receiver.Launch;
import io.rheostat.benchmarks.ingest.receiver.ProcessUsage;
import io.rheostat.benchmarks.ingest.receiver.ReceiverProcess;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One receiver under load, once: cold, warming up, and measured from an empty backlog to an empty
/// backlog.
///
/// @param plan its lengths
/// @param requests of a round; used by one trial at a time
record IngestTrial(Plan plan, List<WriteRequest> requests) {
  private static final Duration COLD = Duration.ofSeconds(3);

  /// @param warmUp length of the warm-up; its first three seconds are the cold figure
  /// @param measured length of the counted stretch
  record Plan(Duration warmUp, Duration measured) {}

  /// A stretch of load and its cost.
  ///
  /// @param lag records waiting at the end of the load
  /// @param catchUp until none were waiting
  /// @param receiver used by the receiver, catching up included
  /// @param ownCpuSeconds used by the load itself, until its last answer
  /// @param counts of the receiver itself
  record Stretch(
      SentLoad sent,
      long lag,
      Duration catchUp,
      ProcessUsage receiver,
      double ownCpuSeconds,
      Map<String, Double> counts) {
    double samplesPerCpuSecond() {
      return sent.samples() / receiver.cpuSeconds();
    }

    /// Returns the load's share of all CPU time used by it and the receiver.
    double ownShare() {
      return ownCpuSeconds / (ownCpuSeconds + receiver.cpuSeconds());
    }
  }

  /// @param cold from the first request on
  /// @param warm the measured stretch
  record Result(Stretch cold, Stretch warm) {}

  /// Runs it.
  ///
  /// @throws IOException if the receiver does not start, refuses the load, or never catches up
  Result run(Launch launch) throws IOException, InterruptedException {
    try (ReceiverProcess process = ReceiverProcess.start(launch);
        Backlog backlog = backlog(launch);
        WriteLoad load = new WriteLoad(requests, InstantSource.system(), launch.port())) {
      probe(launch, load);
      Running running = new Running(process, backlog, load);
      Duration cold = plan.warmUp.compareTo(COLD) < 0 ? plan.warmUp : COLD;
      Stretch first = running.measure(cold);
      var _ = load.drive(plan.warmUp.minus(cold));
      backlog.awaitNone();
      return new Result(first, running.measure(plan.measured));
    }
  }

  private static Backlog backlog(Launch launch) throws IOException {
    return switch (launch.kind()) {
      case RHEOSTAT -> EstimateBacklog.of(launch);
      case VICTORIA_METRICS, PROMETHEUS -> new Backlog.OfStore();
    };
  }

  private static void probe(Launch launch, WriteLoad load) throws IOException {
    LoadConnection.Answer answer = load.probe();
    if (!answer.isTaken()) {
      throw new IOException(
          launch.kind()
              + " does not take remote write: it answers "
              + answer.status()
              + " "
              + answer.words().strip());
    }
  }

  private record Running(ReceiverProcess process, Backlog backlog, WriteLoad load) {
    Stretch measure(Duration length) throws IOException, InterruptedException {
      Map<String, Double> countsBefore = backlog.counts();
      ProcessUsage before = process.usage();
      double ownBefore = ownCpuSeconds();
      SentLoad sent = load.drive(length);
      double own = ownCpuSeconds() - ownBefore;
      long lag = backlog.records();
      long ended = System.nanoTime();
      backlog.awaitNone();
      Duration catchUp = Duration.ofNanos(System.nanoTime() - ended);
      ProcessUsage used = process.usage().since(before);
      return new Stretch(sent, lag, catchUp, used, own, difference(countsBefore, backlog.counts()));
    }
  }

  private static double ownCpuSeconds() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .map(SentLoad::seconds)
        .orElseThrow(() -> new IllegalStateException("this system does not tell CPU times"));
  }

  private static Map<String, Double> difference(
      Map<String, Double> before, Map<String, Double> after) {
    Map<String, Double> grown = new TreeMap<>();
    after.forEach((name, count) -> grown.put(name, count - before.getOrDefault(name, 0.0)));
    return grown;
  }
}
