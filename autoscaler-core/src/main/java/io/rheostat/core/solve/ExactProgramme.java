package io.rheostat.core.solve;

import io.rheostat.core.solve.MultipleChoiceKnapsack.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Exact choice for a pool of few device types where nothing but devices is limited and each
/// candidate takes one type: a pool of jobs, mostly.
final class ExactProgramme {
  /// Most device types.
  private static final int MOST_TYPES = 3;

  /// Most steps of the dynamic programme: a fraction of a second.
  private static final double MOST_STEPS = 5e7;

  private ExactProgramme() {}

  /// Returns the position of each workload's candidate, 0 for one without candidates; empty when
  /// the problem is of another form or too large, or nothing fits.
  static Optional<int[]> solve(PoolProblem problem) {
    int types = problem.dimensions() - 1;
    if (types > MOST_TYPES || problem.limits()[types] < Double.POSITIVE_INFINITY) {
      return Optional.empty();
    }
    int[] counts = new int[types];
    for (int t = 0; t < types; t++) {
      counts[t] = (int) problem.limits()[t];
    }
    List<List<Choice>> choices = new ArrayList<>(problem.workloads());
    int options = 0;
    for (List<Candidate> candidates : problem.candidates()) {
      List<Choice> own = new ArrayList<>(candidates.size());
      for (Candidate candidate : candidates) {
        Optional<Choice> choice = choice(candidate);
        if (choice.isEmpty()) {
          return Optional.empty();
        }
        own.add(choice.get());
      }
      options += own.size();
      choices.add(own.isEmpty() ? List.of(new Choice(0, 0, 0)) : own);
    }
    return MultipleChoiceKnapsack.steps(options, counts) > MOST_STEPS
        ? Optional.empty()
        : MultipleChoiceKnapsack.find(choices, counts);
  }

  /// Returns a candidate as a choice of one type; empty for one that takes several.
  private static Optional<Choice> choice(Candidate candidate) {
    int type = 0;
    int taken = 0;
    for (int t = 0; t < candidate.devices().length; t++) {
      if (candidate.devices()[t] > 0) {
        type = t;
        taken++;
      }
    }
    return taken > 1
        ? Optional.empty()
        : Optional.of(
            new Choice(
                type,
                candidate.devices().length == 0 ? 0 : candidate.devices()[type],
                candidate.score()));
  }
}
