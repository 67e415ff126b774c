package io.rheostat.contest.history;

import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.Placement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Replicas of one workload as its targets reported them. Between two reports the earlier holds.
public final class ReplicaHistory {
  private static final double MILLIS_PER_HOUR = 3_600_000;

  private final Instant from;
  private final Instant to;
  private final PackedReports all;

  /// One report.
  public record Report(Instant at, List<PlacementStatus> placements) {
    public Report {
      placements = List.copyOf(placements);
    }

    /// Returns the desired replicas.
    public Allocation desired() {
      return new Allocation(
          placements.stream()
              .map(one -> new Allocation.Part(one.placement(), one.wanted()))
              .toList());
    }
  }

  /// @param from start of the section
  /// @param to end of it
  /// @param all reports on the workload, some perhaps from before or after the section
  ReplicaHistory(Instant from, Instant to, PackedReports all) {
    this.from = from;
    this.to = to;
    this.all = all;
  }

  /// Returns the start of the section.
  Instant from() {
    return from;
  }

  /// Returns the end of the section.
  Instant to() {
    return to;
  }

  /// Returns the report that holds at the start, if there is one, and those within the section.
  private List<Report> reports() {
    List<Report> kept = new ArrayList<>();
    for (Report report : all.reports()) {
      if (!report.at().isAfter(from)) {
        kept.clear();
      }
      if (report.at().isBefore(to)) {
        kept.add(report);
      }
    }
    return kept;
  }

  /// Returns the size of what is kept of the reports.
  long bytes() {
    return all.bytes();
  }

  /// Returns the length of the section.
  Duration length() {
    return Duration.between(from, to);
  }

  /// Returns the replicas on devices at the start: those that served or were about to.
  public Allocation initial() {
    List<Report> reports = reports();
    if (reports.isEmpty()) {
      return Allocation.NONE;
    }
    List<Allocation.Part> parts = new ArrayList<>();
    for (PlacementStatus one : reports.getFirst().placements()) {
      parts.add(new Allocation.Part(one.placement(), one.ready() + one.starting()));
    }
    return new Allocation(parts);
  }

  /// Returns the changes of the desired replicas, the first report's included.
  public List<Report> changes() {
    List<Report> changes = new ArrayList<>();
    for (Report report : reports()) {
      if (changes.isEmpty() || !changes.getLast().desired().equals(report.desired())) {
        changes.add(report);
      }
    }
    return changes;
  }

  /// Returns the number of changed targets.
  public int resizes() {
    int resizes = 0;
    List<Report> changes = changes();
    for (int i = 1; i < changes.size(); i++) {
      Allocation before = changes.get(i - 1).desired();
      for (PlacementStatus one : changes.get(i).placements()) {
        resizes += one.wanted() == before.replicas(one.placement()) ? 0 : 1;
      }
    }
    return resizes;
  }

  /// Returns the hours of replicas on devices, starting and draining ones included, by placement.
  public SortedMap<String, Double> replicaHours() {
    SortedMap<String, Double> hours = new TreeMap<>();
    List<Report> reports = reports();
    for (int i = 0; i < reports.size(); i++) {
      Instant begin = later(reports.get(i).at(), from);
      Instant end = i + 1 < reports.size() ? later(reports.get(i + 1).at(), from) : to;
      double length = Duration.between(begin, end).toMillis() / MILLIS_PER_HOUR;
      for (PlacementStatus one : reports.get(i).placements()) {
        hours.merge(one.placement(), one.running() * Math.max(0, length), Double::sum);
      }
    }
    return hours;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /// Returns the device-hours of a workload.
  public double deviceHours(Workload workload) {
    SortedMap<String, Double> hours = replicaHours();
    double sum = 0;
    for (Placement placement : workload.placements()) {
      sum += hours.getOrDefault(placement.name(), 0.0) * placement.devicesPerReplica();
    }
    return sum;
  }

  /// Returns the dollars of a workload at the devices' prices.
  public double usd(Workload workload, Map<String, Device> devices) {
    SortedMap<String, Double> hours = replicaHours();
    double sum = 0;
    for (Placement placement : workload.placements()) {
      Device device = devices.get(placement.device());
      if (device != null) {
        sum += hours.getOrDefault(placement.name(), 0.0) * device.rates().usdPerHour(placement);
      }
    }
    return sum;
  }

  /// Returns the mean start-up time, from request to ready, of each placement with one that was
  /// reported.
  public SortedMap<String, Duration> startups() {
    SortedMap<String, List<Duration>> seen = new TreeMap<>();
    for (Report report : reports()) {
      for (PlacementStatus one : report.placements()) {
        List<Duration> known = seen.computeIfAbsent(one.placement(), _ -> new ArrayList<>());
        one.lastStartup()
            .filter(took -> known.isEmpty() || !known.getLast().equals(took))
            .ifPresent(known::add);
      }
    }
    SortedMap<String, Duration> means = new TreeMap<>();
    seen.forEach(
        (placement, known) -> {
          if (!known.isEmpty()) {
            Duration sum = known.stream().reduce(Duration.ZERO, Duration::plus);
            means.put(placement, sum.dividedBy(known.size()));
          }
        });
    return means;
  }
}
