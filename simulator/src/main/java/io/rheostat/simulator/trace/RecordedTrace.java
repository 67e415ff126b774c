package io.rheostat.simulator.trace;

import java.util.List;

/// Requests read from a file, with their lines in it.
public final class RecordedTrace {
  private final String name;
  private final List<Request> requests;
  private final int[] lines;

  public RecordedTrace(String name, List<Request> requests, int[] lines) {
    this.name = name;
    this.requests = List.copyOf(requests);
    this.lines = lines.clone();
  }

  /// Returns the requests in order of arrival, at least two, not all at one instant; the first is
  /// at 0.
  public List<Request> requests() {
    return requests;
  }

  /// Returns the place of a request in the file, such as `my.csv, line 7`.
  ///
  /// @param index of the request
  public String place(int index) {
    return name + ", line " + lines[index];
  }
}
