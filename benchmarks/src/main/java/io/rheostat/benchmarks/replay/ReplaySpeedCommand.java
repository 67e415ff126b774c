package io.rheostat.benchmarks.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.app.recording.FolderRecording;
import io.rheostat.app.recording.LogCursor;
import io.rheostat.app.recording.LogRecord;
import io.rheostat.app.recording.Recording;
import io.rheostat.app.replay.Replay;
import io.rheostat.benchmarks.statistics.CpuTime;
import io.rheostat.benchmarks.statistics.Medians;
import io.rheostat.streams.StageBinding;
import io.rheostat.topics.MalformedRecordException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `rheostat bench replay`.
@Command(
    name = "replay",
    description =
        "Replays a recording several times beside the limit: the same logs read and decoded, and"
            + " nothing made of them.",
    footer = {"", "Example: rheostat bench replay --log recording --rounds 5"})
public final class ReplaySpeedCommand implements Callable<Integer> {
  private static final int REFUSED = 2;

  @Option(
      names = "--log",
      required = true,
      paramLabel = "DIR",
      description = "A folder made by demo --record or by export.")
  private Path log = Path.of("");

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Rounds of both; the medians are printed. Default: ${DEFAULT-VALUE}.")
  private int rounds = 3;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  /// One round.
  ///
  /// @param readings events of the workload-log
  /// @param replaySeconds CPU-seconds of the replay
  /// @param limitSeconds CPU-seconds of reading and decoding alone
  private record Round(long readings, double replaySeconds, double limitSeconds) {
    double perCpuSecond() {
      return readings / replaySeconds;
    }

    double limitPerCpuSecond() {
      return readings / limitSeconds;
    }

    double ratio() {
      return replaySeconds / limitSeconds;
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (rounds < 1) {
      System.err.println("--rounds " + rounds + " is below 1. Give 1 or more.");
      return REFUSED;
    }
    List<Round> all = new ArrayList<>();
    // The first one warms up the compiler and is left out.
    for (int round = 0; round <= rounds; round++) {
      Round one = round();
      if (round > 0) {
        all.add(one);
      }
    }
    print(all);
    return 0;
  }

  private Round round() throws IOException, InterruptedException {
    double start = CpuTime.seconds();
    Replay.Result result = Replay.run(log);
    double middle = CpuTime.seconds();
    long decoded;
    try (FolderRecording recording = new FolderRecording(log)) {
      decoded = read(recording, StageBinding.ESTIMATE) + read(recording, StageBinding.PLAN);
    }
    if (decoded == 0) {
      throw new IOException(log + " holds no record that can be read.");
    }
    return new Round(result.readings(), middle - start, CpuTime.seconds() - middle);
  }

  /// Returns the number of decoded records, so that decoding is not optimised away.
  private static long read(Recording recording, StageBinding<?, ?, ?> binding) throws IOException {
    long decoded = 0;
    for (int partition = 0; partition < recording.partitions(); partition++) {
      try (LogCursor records = recording.log(binding.log(), partition, 0)) {
        for (Optional<LogRecord> next = records.next(); next.isPresent(); next = records.next()) {
          try {
            decoded += binding.decode().apply(next.get().value()) == null ? 0 : 1;
          } catch (MalformedRecordException _) {
            // Replay passes over it as well.
          }
        }
      }
    }
    return decoded;
  }

  private void print(List<Round> all) {
    double own = Medians.of(all, Round::perCpuSecond);
    double limit = Medians.of(all, Round::limitPerCpuSecond);
    double ratio = Medians.of(all, Round::ratio);
    if (json) {
      ObjectNode node = new ObjectMapper().createObjectNode();
      node.put("readings", all.getFirst().readings());
      node.put("rounds", all.size());
      node.put("readingsPerCpuSecond", own);
      node.put("limitReadingsPerCpuSecond", limit);
      node.put("cpuOverLimit", ratio);
      System.out.println(node.toPrettyString());
      return;
    }
    double least = all.stream().mapToDouble(Round::perCpuSecond).min().orElse(0);
    double most = all.stream().mapToDouble(Round::perCpuSecond).max().orElse(0);
    System.out.printf(
        Locale.ROOT,
        "%,d events of the workload-log, median of %d rounds:%n"
            + "  replay            %,10.0f per CPU-second (%,.0f to %,.0f)%n"
            + "  read and decoded  %,10.0f per CPU-second%n"
            + "  replay takes %.1f times the CPU of reading%n",
        all.getFirst().readings(),
        all.size(),
        own,
        least,
        most,
        limit,
        ratio);
  }
}
