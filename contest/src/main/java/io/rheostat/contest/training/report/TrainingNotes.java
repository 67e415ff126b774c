package io.rheostat.contest.training.report;

import java.util.List;

/// Notes at the end of the report, and the filling of paragraphs.
final class TrainingNotes {
  private static final int COLUMNS = 118;

  private static final List<String> NOTES =
      List.of(
          "- **Own** knowledge: a job knows what it observed itself. **Ended**: also what the jobs"
              + " of its application observed that have ended. **Shared**: all that earlier ones"
              + " observed up to its submission, also those that still run. **True**: the tables of"
              + " the simulator, an oracle. Optimus and Gavel always know the true step times.",
          "- The settings of Rheostat's objective were chosen on these five workloads in world P,"
              + " out of some sixty combinations of fairness, size and horizon, and the horizon's"
              + " part of the delay on world M. Others reached a mean up to 2 % lower with own and"
              + " 0.7 % lower with shared knowledge, at longer makespans. Loads, other delays and"
              + " wrong declarations were run after. All five draw 160 jobs from six applications:"
              + " the best case for shared knowledge.",
          "- Rheostat's runs have one seed, for nothing in them is random; differences under 1 %"
              + " mean nothing.",
          "- Pollux, Sia, Rheostat and here Optimus never widen a job beyond twice the widest that"
              + " ran.",
          "- Every scheduler keeps its devices for a whole minute when a job ends within it."
              + " `rheostat` decides on a grid of ten seconds after a submission, a completion or a"
              + " first profile.",
          "- A start or a move of a job to other nodes costs its restart, for every scheduler;"
              + " Sia's own simulator moves for free. Eight devices of one node count as two"
              + " measured nodes of four.",
          "- Shockwave (NSDI 2023) is left out: it needs a commercial solver.",
          "- These jobs have the cluster to themselves, without the logs and the folds. How they"
              + " share one with a service is [measured](shared-pool.md) with the whole program.");

  /// Section with the notes.
  static final String TEXT = text();

  private TrainingNotes() {}

  private static String text() {
    StringBuilder text = new StringBuilder("\n## How to read it\n\n");
    NOTES.forEach(note -> text.append(filled(note)));
    return text.toString();
  }

  /// Returns a paragraph in lines of at most 118 characters.
  static String filled(String text) {
    StringBuilder lines = new StringBuilder();
    int column = 0;
    for (String word : text.split(" ", -1)) {
      if (column > 0 && column + 1 + word.length() > COLUMNS) {
        lines.append('\n');
        column = 0;
      }
      lines.append(column == 0 ? "" : " ").append(word);
      column += word.length() + (column == 0 ? 0 : 1);
    }
    return lines.append('\n').toString();
  }
}
