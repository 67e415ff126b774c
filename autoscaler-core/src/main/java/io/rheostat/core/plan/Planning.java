package io.rheostat.core.plan;

import io.rheostat.core.stage.Moment;
import io.rheostat.model.decision.Allocation;
import io.rheostat.model.decision.Coverage;
import io.rheostat.model.decision.Option;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.fleet.Objective;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Choice for one workload at the pool's stored prices, or for all of them jointly.
final class Planning {
  private Planning() {}

  /// Pool after planning, with the effects.
  record Result(PoolState pool, List<PlanEffect> effects) {}

  /// Returns the options of a workload in its current state.
  ///
  /// @param devices devices of each type it may take, by the pool's order of types
  /// @param coverage coverage of the workload by reports and metrics
  static Candidates candidates(
      MemberState member, PoolView view, Moment moment, int[] devices, Coverage coverage) {
    if (member.estimate().isEmpty()) {
      return new Candidates(List.of(), List.of());
    }
    return switch (member.workload().objective()) {
      case Objective.Inference objective ->
          member.estimate().get().measure() instanceof Measure.Inference measure
              ? InferenceOptions.of(
                  member,
                  view,
                  objective,
                  CoverageAssessment.scaled(measure, coverage),
                  new InferenceOptions.Horizon(moment.now(), devices))
              : new Candidates(List.of(), List.of());
      case Objective.Training objective ->
          member.estimate().get().measure() instanceof Measure.Training measure
              ? TrainingOptions.of(member, view, objective, measure, moment.now())
              : new Candidates(List.of(), List.of());
      case Objective.Profiled objective ->
          ProfiledOptions.of(member, view, objective, moment.now());
    };
  }

  /// Plans one workload again, on running replicas or, while it is only observed, on its shadow.
  static Result single(PoolState pool, MemberState member, Moment moment) {
    return Shadows.isOnlyObserved(member)
        ? Shadows.single(pool, member, moment)
        : alone(pool, member, moment, CoverageAssessment.of(member, moment.now()));
  }

  /// Plans one workload at the stored prices and within the pool's spare capacity: O(options).
  ///
  /// @param coverage coverage of the real replicas
  static Result alone(PoolState pool, MemberState member, Moment moment, Coverage coverage) {
    PoolView view = new PoolView(pool.root().name(), moment.catalogue());
    Circumstances circumstances = Circumstances.of(view, pool, member, moment, coverage);
    PoolView.Spare spare = circumstances.spare();
    Candidates candidates = candidates(member, view, moment, spare.devices(), coverage);
    Optional<Candidate> best = Optional.empty();
    double highest = Double.NEGATIVE_INFINITY;
    for (Candidate candidate : candidates.all()) {
      Allocation allocation = candidate.option().allocation();
      boolean possible = circumstances.isPossible(allocation);
      double score = candidate.score() - priced(pool.root(), view, candidate);
      if (possible && score > highest) {
        highest = score;
        best = Optional.of(candidate);
      }
    }
    Deliberation.Result result = Deliberation.decide(circumstances, candidates, best);
    return new Result(pool.with(result.member()), result.effects());
  }

  private static double priced(PoolRoot root, PoolView view, Candidate candidate) {
    double priced = root.budgetPrice() * candidate.option().costUsdPerHour();
    for (int i = 0; i < view.types().size(); i++) {
      priced += root.prices().getOrDefault(view.types().get(i), 0.0) * candidate.devices()[i];
    }
    return priced;
  }

  /// Plans all workloads of the pool; scale-downs go first, making room for scale-ups.
  static Result joint(PoolState pool, Moment moment) {
    PoolView view = new PoolView(pool.root().name(), moment.catalogue());
    List<MemberState> members = List.copyOf(pool.members().values());
    List<Candidates> all = new ArrayList<>(members.size());
    List<List<Candidate>> choices = new ArrayList<>(members.size());
    for (MemberState member : members) {
      Candidates candidates =
          Shadows.isOnlyObserved(member)
              ? new Candidates(List.of(), List.of())
              : candidates(
                  member, view, moment, view.counts(), CoverageAssessment.of(member, moment.now()));
      all.add(candidates);
      choices.add(isMovable(member, moment) ? candidates.all() : List.of());
    }
    PoolSolution solution = JointSolve.solve(view, members, choices, moment);
    PoolState solved = pool.with(pool.root().solved(moment.now(), solution));
    return decideAll(solved, view, members, all, solution, moment);
  }

  private static boolean isMovable(MemberState member, Moment moment) {
    return member.mayPlan()
        && !Shadows.isOnlyObserved(member)
        && member.otherWriter().isEmpty()
        && !moment.catalogue().isFrozen(member.workload().name());
  }

  private static Result decideAll(
      PoolState pool,
      PoolView view,
      List<MemberState> members,
      List<Candidates> candidates,
      PoolSolution solution,
      Moment moment) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      order.add(i);
    }
    order.sort(
        Comparator.comparingDouble(i -> growth(view, members.get(i), solution.choices().get(i))));
    PoolState current = pool;
    List<PlanEffect> effects = new ArrayList<>();
    for (int i : order) {
      MemberState member = members.get(i);
      if (!member.mayPlan()) {
        continue;
      }
      if (Shadows.isOnlyObserved(member)) {
        Result shadowed = Shadows.single(current, member, moment);
        current = shadowed.pool();
        effects.addAll(shadowed.effects());
        continue;
      }
      Optional<Candidate> chosen = solution.choices().get(i);
      if (chosen.isEmpty() && moment.catalogue().isFrozen(member.workload().name())) {
        chosen = candidates.get(i).all().stream().findFirst();
      }
      Circumstances circumstances = Circumstances.of(view, current, member, moment);
      Deliberation.Result result =
          Deliberation.decide(
              circumstances,
              candidates.get(i),
              reachable(circumstances, candidates.get(i), chosen));
      current = current.with(result.member());
      effects.addAll(result.effects());
    }
    return new Result(current, effects);
  }

  /// Returns the choice with room now. A workload below its minimum does not wait for others to
  /// make room for its whole choice: it takes the best option possible now.
  private static Optional<Candidate> reachable(
      Circumstances circumstances, Candidates candidates, Optional<Candidate> chosen) {
    MemberState member = circumstances.member();
    boolean unmet = member.held().total() < member.workload().bounds().minReplicas();
    if (!unmet
        || chosen.isEmpty()
        || circumstances.isPossible(chosen.get().option().allocation())) {
      return chosen;
    }
    return candidates.all().stream()
        .filter(one -> circumstances.isPossible(one.option().allocation()))
        .findFirst()
        .or(() -> chosen);
  }

  private static double growth(PoolView view, MemberState member, Optional<Candidate> chosen) {
    double usd = chosen.map(Candidate::option).map(Option::costUsdPerHour).orElse(0.0);
    return usd - view.committedUsd(member);
  }
}
