package io.rheostat.contest.command;

import java.util.List;

/// Answer of a benchmark's `--check`.
final class CommittedRows {
  private static final int DRIFTED = 1;

  private CommittedRows() {}

  /// Prints the rows that differ from the committed ones, and the remedy.
  ///
  /// @param drifted a line for each of them
  /// @param rows number of rows compared
  /// @param bench the benchmark, such as `bench training`
  /// @return the exit code
  static int report(List<String> drifted, int rows, String bench) {
    drifted.forEach(System.out::println);
    if (drifted.isEmpty()) {
      System.out.println(rows + " rows are as committed.");
      return 0;
    }
    System.out.println(
        drifted.size()
            + " rows drifted. If that is meant, run "
            + bench
            + " and commit what it writes.");
    return DRIFTED;
  }
}
