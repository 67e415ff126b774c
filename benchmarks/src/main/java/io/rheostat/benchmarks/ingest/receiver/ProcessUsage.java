package io.rheostat.benchmarks.ingest.receiver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Resource usage of a process and its children, read from `/proc`.
///
/// @param cpuSeconds in user and system mode, of ended children too
/// @param residentBytes now
/// @param peakResidentBytes the most of each process so far, added up
public record ProcessUsage(double cpuSeconds, long residentBytes, long peakResidentBytes) {
  /// Usage of an ended process, and the identity of [#plus(Usage)].
  static final ProcessUsage NONE = new ProcessUsage(0, 0, 0);

  /// Ticks per second: Linux reports times to programs in hundredths of a second, whatever its own
  /// tick is.
  private static final double TICKS_PER_SECOND = 100;

  private static final int USER_TIME = 11;
  private static final int CHILDREN_SYSTEM_TIME = 14;
  private static final long BYTES_PER_KIB = 1024;

  static ProcessUsage of(ProcessHandle process) {
    try (Stream<ProcessHandle> all = Stream.concat(Stream.of(process), process.descendants())) {
      return all.map(one -> ofOne(one.pid())).reduce(NONE, ProcessUsage::plus);
    }
  }

  private ProcessUsage plus(ProcessUsage other) {
    return new ProcessUsage(
        cpuSeconds + other.cpuSeconds,
        residentBytes + other.residentBytes,
        peakResidentBytes + other.peakResidentBytes);
  }

  /// Returns the CPU time since an earlier reading, with the memory of now.
  public ProcessUsage since(ProcessUsage earlier) {
    return new ProcessUsage(cpuSeconds - earlier.cpuSeconds, residentBytes, peakResidentBytes);
  }

  private static ProcessUsage ofOne(long pid) {
    Path folder = Path.of("/proc", Long.toString(pid));
    try {
      return parse(
          Files.readString(folder.resolve("stat")), Files.readString(folder.resolve("status")));
    } catch (NoSuchFileException _) {
      // It has ended; its parent's times hold its own once it was waited for.
      return NONE;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }

  /// Parses the texts of `/proc/PID/stat` and `/proc/PID/status`.
  static ProcessUsage parse(String stat, String status) {
    // The name of the program, in parentheses, may hold anything; only numbers follow.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = 0;
    for (int field = USER_TIME; field <= CHILDREN_SYSTEM_TIME; field++) {
      ticks += Long.parseLong(fields[field]);
    }
    return new ProcessUsage(
        ticks / TICKS_PER_SECOND, bytes(status, "VmRSS:"), bytes(status, "VmHWM:"));
  }

  private static long bytes(String status, String key) {
    return status
        .lines()
        .filter(line -> line.startsWith(key))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * BYTES_PER_KIB)
        .findFirst()
        .orElse(0);
  }
}
