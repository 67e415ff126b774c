package io.rheostat.streams;

import io.rheostat.core.stage.Catalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Condition of every partition folded by this process, for health, for the page, and for repeating
/// missing declarations. Safe for use by several threads.
public final class StageBoard {
  /// Most attempts at a record that ends its thread, before it is passed over.
  private static final int MOST_ATTEMPTS = 3;

  private final ConcurrentMap<String, Seat> seats = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Attempt> attempts = new ConcurrentHashMap<>();

  /// One partition of one stage.
  ///
  /// @param stage the stage's name
  /// @param partition its partition
  /// @param now time of the partition's clock
  /// @param idle real time since a record was stepped, or since the partition was opened
  /// @param known its known declarations
  /// @param anew whether its log was found to be another one than that of its state
  /// @param lost unreadable parts of its state, by name with the reason
  /// @param faults steps that threw last time, by aggregate and record key
  public record Status(
      String stage,
      int partition,
      Instant now,
      Duration idle,
      Known known,
      boolean anew,
      List<String> lost,
      SortedMap<String, Fault> faults) {}

  /// Declarations known to a partition.
  ///
  /// @param catalogue devices, pools, freezes and the newest revision
  /// @param workloads names of workloads
  public record Known(Catalogue catalogue, List<String> workloads) {}

  /// Throwing steps.
  ///
  /// @param times in a row
  /// @param offset of the last
  /// @param problem the thrown exception
  public record Fault(int times, long offset, String problem) {}

  private record Attempt(long offset, int times) {}

  private static final class Seat {
    private final String stage;
    private final int partition;
    private volatile Instant now = Instant.EPOCH;
    private volatile long turned = System.nanoTime();
    private volatile Known known = new Known(Catalogue.EMPTY, List.of());
    private volatile boolean anew;
    private volatile List<String> lost = List.of();
    private final Map<String, Fault> faults = new ConcurrentHashMap<>();

    Seat(String stage, int partition) {
      this.stage = stage;
      this.partition = partition;
    }

    Status status(long nanos) {
      Duration idle = Duration.ofNanos(Math.max(0, nanos - turned));
      return new Status(stage, partition, now, idle, known, anew, lost, new TreeMap<>(faults));
    }
  }

  private static String key(String stage, int partition) {
    return stage + "/" + partition;
  }

  void opened(String stage, int partition, Instant now, List<String> lost) {
    Seat seat = new Seat(stage, partition);
    seat.now = now;
    seat.lost = List.copyOf(lost);
    seats.put(key(stage, partition), seat);
  }

  void closed(String stage, int partition) {
    seats.remove(key(stage, partition));
  }

  void declared(String stage, int partition, Catalogue catalogue, Collection<String> workloads) {
    seat(stage, partition).known = new Known(catalogue, workloads.stream().sorted().toList());
  }

  void turned(String stage, int partition, Instant now) {
    Seat seat = seat(stage, partition);
    seat.now = now;
    seat.turned = System.nanoTime();
  }

  void anew(String stage, int partition) {
    seat(stage, partition).anew = true;
  }

  void failed(String stage, int partition, String what, Fault fault) {
    seat(stage, partition)
        .faults
        .merge(
            what,
            fault,
            (before, last) -> new Fault(before.times() + 1, last.offset(), last.problem()));
  }

  void succeeded(String stage, int partition, String what) {
    Map<String, Fault> faults = seat(stage, partition).faults;
    if (!faults.isEmpty()) {
      faults.remove(what);
    }
  }

  private Seat seat(String stage, int partition) {
    return seats.computeIfAbsent(key(stage, partition), _ -> new Seat(stage, partition));
  }

  /// Returns whether a record ended its thread so often as to be passed over, and counts the
  /// attempt to process it.
  boolean givesUp(String stage, int partition, long offset) {
    Attempt now =
        attempts.merge(
            key(stage, partition),
            new Attempt(offset, 1),
            (before, first) ->
                before.offset() == offset ? new Attempt(offset, before.times() + 1) : first);
    return now.times() > MOST_ATTEMPTS;
  }

  void processed(String stage, int partition) {
    attempts.remove(key(stage, partition));
  }

  /// Clears the mark of a partition's changed log: all is declared there again.
  public void declaredAgain(String stage, int partition) {
    seat(stage, partition).anew = false;
  }

  /// Returns all partitions, by stage and number.
  public List<Status> statuses() {
    long nanos = System.nanoTime();
    List<Status> statuses = new ArrayList<>();
    seats.values().forEach(seat -> statuses.add(seat.status(nanos)));
    statuses.sort(Comparator.comparing(Status::stage).thenComparingInt(Status::partition));
    return statuses;
  }
}
