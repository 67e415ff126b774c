package io.rheostat.ingest.matching;

import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What one target's pages say about one replica: its cells, which stay, and the moments of the
/// current page.
final class Book {
  /// A page names a time for each sample at will; this bounds what that costs.
  private static final int MOMENTS_PER_PAGE = 64;

  private final Replica replica;
  private final Map<Cell, Integer> numbers = new HashMap<>();
  private final List<Cell> cells = new ArrayList<>();
  private final List<Integer> canonical = new ArrayList<>();
  private final Map<Long, Moment> timed = new TreeMap<>();
  private Moment untimed = new Moment(0);
  private boolean hasUntimed;
  private boolean sorted = true;
  private long lastPage;

  Book(Replica replica) {
    this.replica = replica;
  }

  Replica replica() {
    return replica;
  }

  long lastPage() {
    return lastPage;
  }

  /// Notes that a page has a series of this replica, whatever its value.
  void seenOn(long page) {
    lastPage = page;
  }

  /// The number of a cell; series that merge get the same one.
  int number(Cell cell) {
    return numbers.computeIfAbsent(
        cell,
        _ -> {
          sorted = false;
          cells.add(cell);
          return cells.size() - 1;
        });
  }

  /// Drops what an earlier page left behind.
  void clear() {
    timed.clear();
    untimed = new Moment(cells.size());
    hasUntimed = false;
  }

  /// Adds a value at the page's own time.
  void add(int number, double value) {
    hasUntimed = true;
    untimed.add(number, cells.get(number).merge(), value);
  }

  /// Adds a value at a time of its own; false when the page has too many times for this replica.
  boolean addAt(long millis, int number, double value) {
    Moment moment = timed.get(millis);
    if (moment == null) {
      if (timed.size() >= MOMENTS_PER_PAGE) {
        return false;
      }
      moment = new Moment(cells.size());
      timed.put(millis, moment);
    }
    moment.add(number, cells.get(number).merge(), value);
    return true;
  }

  /// Adds the page's readings, those with times of their own first.
  void collect(Instant observedAt, List<Reading> readings) {
    sort();
    timed.forEach((millis, moment) -> collect(moment, Instant.ofEpochMilli(millis), readings));
    if (hasUntimed) {
      collect(untimed, observedAt, readings);
    }
  }

  private void collect(Moment moment, Instant time, List<Reading> readings) {
    List<Sample> samples = new ArrayList<>(cells.size());
    int signal = 0;
    int order = 0;
    for (int number : canonical) {
      Cell cell = cells.get(number);
      if (moment.has(number)) {
        if (cell.signal().number() != signal) {
          signal = cell.signal().number();
          order = cell.order();
        }
        double value = moment.value(number, cell);
        // A sum of finite values may still overflow.
        if (order == cell.order() && cell.accepts(value)) {
          samples.add(cell.sample(value));
        }
      }
    }
    if (!samples.isEmpty()) {
      readings.add(
          new Reading(replica.workload(), replica.replica(), replica.placement(), time, samples));
    }
  }

  private void sort() {
    if (!sorted) {
      canonical.clear();
      for (int number = 0; number < cells.size(); number++) {
        canonical.add(number);
      }
      canonical.sort(Comparator.comparing(cells::get, Cell.CANONICAL));
      sorted = true;
    }
  }
}
