package io.rheostat.contest.history;

import io.rheostat.contest.history.ReplicaHistory.Report;
import io.rheostat.core.encoding.coder.ByteSink;
import io.rheostat.core.encoding.coder.ByteSource;
import io.rheostat.model.command.PlacementStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Growing record of the reports on one workload's replicas, in order of time: about ten bytes a
/// report and as many for each of its placements.
///
/// Names and reasons are numbered; a time is written as the nanoseconds since the one before, a
/// start-up time as whether it is still the placement's last one.
final class PackedReports {
  private static final long NO_STARTUP = 0;
  private static final long SAME_STARTUP = 1;
  private static final long FURTHER_STARTUPS = 2;

  private final ByteSink sink = new ByteSink();
  private final List<String> texts = new ArrayList<>();
  private final SortedMap<String, Duration> startups = new TreeMap<>();
  private Instant last = Instant.EPOCH;

  /// Takes the next report; times may go back.
  void add(Report report) {
    sink.writeSigned(Duration.between(last, report.at()).toNanos());
    last = report.at();
    sink.writeVarint(report.placements().size());
    report.placements().forEach(this::write);
  }

  private void write(PlacementStatus status) {
    sink.writeVarint(number(status.placement()));
    sink.writeVarint(status.wanted());
    sink.writeVarint(status.ready());
    sink.writeVarint(status.starting());
    sink.writeVarint(status.draining());
    sink.writeVarint(status.pending());
    sink.writeVarint(status.pendingReason().map(reason -> number(reason) + 1).orElse(0));
    sink.writeVarint(
        status.lastStartup().map(took -> startup(status.placement(), took)).orElse(NO_STARTUP));
  }

  private long startup(String placement, Duration took) {
    return took.equals(startups.put(placement, took))
        ? SAME_STARTUP
        : FURTHER_STARTUPS + took.toNanos();
  }

  private int number(String text) {
    int number = texts.indexOf(text);
    if (number < 0) {
      texts.add(text);
      return texts.size() - 1;
    }
    return number;
  }

  /// Returns all reports.
  List<Report> reports() {
    ByteSource source = new ByteSource(sink.toBytes());
    SortedMap<String, Duration> known = new TreeMap<>();
    List<Report> reports = new ArrayList<>();
    Instant at = Instant.EPOCH;
    while (!source.atEnd()) {
      at = at.plusNanos(source.readSigned());
      long placements = source.readVarint();
      List<PlacementStatus> statuses = new ArrayList<>();
      for (long i = 0; i < placements; i++) {
        statuses.add(status(source, known));
      }
      reports.add(new Report(at, statuses));
    }
    return reports;
  }

  private PlacementStatus status(ByteSource source, SortedMap<String, Duration> known) {
    String placement = texts.get((int) source.readVarint());
    int wanted = (int) source.readVarint();
    int ready = (int) source.readVarint();
    int starting = (int) source.readVarint();
    int draining = (int) source.readVarint();
    int pending = (int) source.readVarint();
    int reason = (int) source.readVarint();
    long startup = source.readVarint();
    if (startup >= FURTHER_STARTUPS) {
      known.put(placement, Duration.ofNanos(startup - FURTHER_STARTUPS));
    }
    return new PlacementStatus(
        placement,
        wanted,
        ready,
        starting,
        draining,
        pending,
        reason == 0 ? Optional.empty() : Optional.of(texts.get(reason - 1)),
        startup == NO_STARTUP ? Optional.empty() : Optional.ofNullable(known.get(placement)));
  }

  /// Returns the size of what is kept of the reports.
  long bytes() {
    return sink.length();
  }
}
