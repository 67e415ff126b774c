package io.rheostat.core.plan;

import io.rheostat.core.Tuning;
import io.rheostat.core.member.MemberDecisions;
import io.rheostat.core.member.MemberState;
import io.rheostat.core.option.JobShare;
import io.rheostat.core.option.WorkloadOptions;
import io.rheostat.core.plan.decision.PlanEffect;
import io.rheostat.core.plan.decision.PlanningInput;
import io.rheostat.core.plan.decision.WorkloadPlanner;
import io.rheostat.core.pool.CoverageAssessment;
import io.rheostat.core.pool.PoolResources;
import io.rheostat.core.pool.PoolState;
import io.rheostat.core.solve.Candidate;
import io.rheostat.core.solve.Candidates;
import io.rheostat.core.solve.PoolSolution;
import io.rheostat.core.stage.Moment;
import io.rheostat.model.decision.HoldReason;
import io.rheostat.model.decision.Option;
import io.rheostat.model.fleet.Allocation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Choice for one workload at the pool's stored prices, or for all of them jointly.
final class Planning {
  private static final Tuning.Cadence TUNING = Tuning.DEFAULT.cadence();

  private Planning() {}

  /// Plans one workload again, on running replicas or, while it is only observed, on its shadow.
  static PlannedPool replan(PoolState pool, MemberState member, Moment moment) {
    return Shadows.isOnlyObserved(member)
        ? Shadows.replan(pool, member, moment)
        : PricedPlanning.replanAtPrices(
            pool, member, moment, CoverageAssessment.of(member, moment.now()));
  }

  /// Plans all workloads of the pool; scale-downs go first, making room for scale-ups.
  static PlannedPool solvePool(PoolState pool, Moment moment) {
    PoolResources view = new PoolResources(pool.root().name(), moment.catalogue());
    List<MemberState> members = List.copyOf(pool.members().values());
    JobShare share = JobShare.among(members, view);
    List<Candidates> all = new ArrayList<>(members.size());
    List<List<Candidate>> choices = new ArrayList<>(members.size());
    for (MemberState member : members) {
      Candidates candidates =
          Shadows.isOnlyObserved(member)
              ? new Candidates(List.of(), List.of())
              : WorkloadOptions.of(
                  member,
                  view,
                  moment,
                  view.counts(),
                  CoverageAssessment.of(member, moment.now()),
                  share);
      all.add(candidates);
      choices.add(isMovable(member, moment) ? choices(member, candidates, view) : List.of());
    }
    PoolSolution solution = JointSolve.solve(view, members, choices, moment);
    PoolState solved = pool.with(pool.root().solved(moment.now(), solution));
    return decideAll(solved, view, members, all, solution, moment);
  }

  /// Returns the options of a member in the solve: a complete job takes nothing, whatever its last
  /// goodput would be worth.
  private static List<Candidate> choices(
      MemberState member, Candidates candidates, PoolResources view) {
    return member.isComplete()
        ? List.of(Candidate.nothing(0, view.types().size()))
        : candidates.all();
  }

  private static boolean isMovable(MemberState member, Moment moment) {
    return member.mayPlan()
        && !Shadows.isOnlyObserved(member)
        && member.otherWriter().isEmpty()
        && !moment.catalogue().isFrozen(member.workload().name());
  }

  private static PlannedPool decideAll(
      PoolState pool,
      PoolResources view,
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
      if (!member.mayPlan() || isSettled(member, moment.now())) {
        continue;
      }
      if (Shadows.isOnlyObserved(member)) {
        PlannedPool shadowed = Shadows.replan(current, member, moment);
        current = shadowed.pool();
        effects.addAll(shadowed.effects());
        continue;
      }
      Optional<Candidate> chosen = solution.choices().get(i);
      if (chosen.isEmpty() && moment.catalogue().isFrozen(member.workload().name())) {
        chosen = candidates.get(i).all().stream().findFirst();
      }
      PlanningInput planning = PlanningInput.of(view, current, member, moment);
      WorkloadPlanner.Result result =
          WorkloadPlanner.decide(
              planning, candidates.get(i), reachable(planning, candidates.get(i), chosen));
      current = current.with(result.member());
      effects.addAll(result.effects());
    }
    return new PlannedPool(current, effects);
  }

  /// Returns whether a decision on a member would repeat the last one: an ended job without devices
  /// stays in its pool for a day.
  private static boolean isSettled(MemberState member, Instant now) {
    MemberDecisions.LastDecision last = member.lastDecision();
    return member.isComplete()
        && member.desired().equals(Allocation.NONE)
        && last.content().reason().equals(Optional.of(HoldReason.COMPLETE))
        && now.isBefore(last.at().plus(TUNING.repeatEvery()))
        && CoverageAssessment.isObserved(member, now);
  }

  /// Returns the choice with room now. A workload below its minimum does not wait for others to
  /// make room for its whole choice: it takes the best option possible now.
  private static Optional<Candidate> reachable(
      PlanningInput planning, Candidates candidates, Optional<Candidate> chosen) {
    MemberState member = planning.member();
    boolean unmet = member.desired().total() < member.workload().bounds().minReplicas();
    if (!unmet || chosen.isEmpty() || planning.isPossible(chosen.get().option().allocation())) {
      return chosen;
    }
    return candidates.all().stream()
        .filter(one -> planning.isPossible(one.option().allocation()))
        .findFirst()
        .or(() -> chosen);
  }

  private static double growth(PoolResources view, MemberState member, Optional<Candidate> chosen) {
    double usd = chosen.map(Candidate::option).map(Option::costUsdPerHour).orElse(0.0);
    return usd - view.committedUsd(member);
  }
}
