package io.rheostat.core.plan;

import io.rheostat.core.member.MemberDeclaration;
import io.rheostat.core.member.MemberState;
import io.rheostat.core.pool.PoolResources;
import io.rheostat.core.pool.Reservations;
import io.rheostat.core.solve.Candidate;
import io.rheostat.core.solve.PoolSolution;
import io.rheostat.core.solve.PoolSolver;
import io.rheostat.core.stage.Moment;
import io.rheostat.model.fleet.Allocation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Joint solve of a pool; one unplaceable member never stops the others.
///
/// A member not moved keeps its devices, and its unmet minimum stays reserved. Where the least
/// options of all others do not fit together, as many as possible are placed: each gets one more
/// option, to be left out, at a loss greater than everything the pool can earn. Those left out keep
/// their devices, and the rest is solved again without them, so the shadow prices are those of
/// placed members.
final class JointSolve {
  private final PoolResources view;
  private final List<MemberState> members;
  private final Moment moment;

  private JointSolve(PoolResources view, List<MemberState> members, Moment moment) {
    this.view = view;
    this.members = members;
    this.moment = moment;
  }

  /// Returns a choice for each member; empty for one not moved or not placeable.
  ///
  /// @param choices options of each member, in the order of the members; none when it is not moved
  static PoolSolution solve(
      PoolResources view, List<MemberState> members, List<List<Candidate>> choices, Moment moment) {
    JointSolve joint = new JointSolve(view, members, moment);
    if (joint.mayJobsFillAMinimum(choices)) {
      PoolSolution fromJobs =
          joint.solve(joint.keepingServices(choices), new boolean[members.size()]);
      if (fromJobs.found()) {
        return fromJobs;
      }
    }
    return joint.solveMost(choices);
  }

  /// Returns whether a member could be placed at its minimum with the devices of jobs above theirs.
  /// The minimum of one that was not seen so far is reserved, so it counts as well.
  private boolean mayJobsFillAMinimum(List<List<Candidate>> choices) {
    boolean unmet = false;
    boolean jobs = false;
    for (int m = 0; m < members.size(); m++) {
      MemberState member = members.get(m);
      boolean placeable = !choices.get(m).isEmpty();
      unmet |= Reservations.missing(view, member, moment).total() > 0;
      jobs |= placeable && Reservations.isJob(member) && Reservations.excess(member).total() > 0;
    }
    return unmet && jobs;
  }

  /// Returns the options without scaling down any service: while a minimum is unmet, devices of
  /// jobs above their own minimums go first.
  private List<List<Candidate>> keepingServices(List<List<Candidate>> choices) {
    List<List<Candidate>> kept = new ArrayList<>(choices.size());
    for (int m = 0; m < choices.size(); m++) {
      MemberState member = members.get(m);
      boolean job = Reservations.isJob(member);
      List<Candidate> options =
          choices.get(m).stream()
              .filter(one -> job || holdsOn(member, one.option().allocation()))
              .toList();
      kept.add(options.isEmpty() ? choices.get(m) : options);
    }
    return kept;
  }

  private static boolean holdsOn(MemberState member, Allocation to) {
    return member.desired().parts().stream()
        .allMatch(part -> to.replicas(part.placement()) >= part.replicas());
  }

  private PoolSolution solveMost(List<List<Candidate>> choices) {
    boolean[] leftOut = new boolean[members.size()];
    PoolSolution solution = solve(choices, leftOut);
    // Each round leaves out at least one more member.
    for (int round = 0; !solution.found() && round < members.size(); round++) {
      boolean[] more = unplaced(choices, leftOut);
      if (Arrays.equals(more, leftOut)) {
        return solution;
      }
      leftOut = more;
      solution = solve(without(choices, leftOut), leftOut);
    }
    return solution;
  }

  private static List<List<Candidate>> without(List<List<Candidate>> choices, boolean[] leftOut) {
    List<List<Candidate>> rest = new ArrayList<>(choices.size());
    for (int m = 0; m < choices.size(); m++) {
      rest.add(leftOut[m] ? List.of() : choices.get(m));
    }
    return rest;
  }

  private PoolSolution solve(List<List<Candidate>> choices, boolean[] leftOut) {
    int[] counts = view.counts();
    double budget = view.pool().budgetUsdPerHour().orElse(Double.POSITIVE_INFINITY);
    for (int m = 0; m < members.size(); m++) {
      MemberState member = members.get(m);
      Allocation kept = choices.get(m).isEmpty() ? kept(member, leftOut[m]) : leaving(member);
      int[] taken = view.devices(member, kept);
      for (int i = 0; i < counts.length; i++) {
        counts[i] = Math.max(0, counts[i] - taken[i]);
      }
      budget = Math.max(0, budget - usd(member, kept));
    }
    return PoolSolver.solve(choices, view.types(), counts, budget);
  }

  /// Returns the leaving replicas of a member: they take devices beside any choice.
  private static Allocation leaving(MemberState member) {
    Allocation leaving = Allocation.NONE;
    for (MemberDeclaration.Leaving one : member.leaving()) {
      String name = one.placement().name();
      leaving = leaving.with(name, member.committed(name));
    }
    return leaving;
  }

  /// Returns the replicas taken by a member and, unless it cannot be placed, those missing for its
  /// minimum.
  private Allocation kept(MemberState member, boolean leftOut) {
    Allocation kept = member.committed();
    if (leftOut) {
      return kept;
    }
    for (Allocation.Part part : Reservations.missing(view, member, moment).parts()) {
      kept = kept.with(part.placement(), kept.replicas(part.placement()) + part.replicas());
    }
    return kept;
  }

  private double usd(MemberState member, Allocation allocation) {
    return view.footprint(member, allocation).microUsdPerHour() / 1e6;
  }

  /// Returns the members without a place, including those of earlier rounds.
  private boolean[] unplaced(List<List<Candidate>> choices, boolean[] leftOut) {
    Candidate absent = absent(choices);
    List<List<Candidate>> leavable = new ArrayList<>(choices.size());
    for (List<Candidate> options : without(choices, leftOut)) {
      List<Candidate> more = new ArrayList<>(options);
      if (!options.isEmpty()) {
        more.add(absent);
      }
      leavable.add(more);
    }
    PoolSolution solution = solve(leavable, leftOut);
    boolean[] unplaced = leftOut.clone();
    for (int m = 0; m < choices.size(); m++) {
      unplaced[m] |=
          solution.choices().get(m).filter(one -> one.score() == absent.score()).isPresent();
    }
    return unplaced;
  }

  /// Returns the option of taking nothing, at a loss greater than any gain from the choices of the
  /// others.
  private Candidate absent(List<List<Candidate>> choices) {
    double range = 1;
    for (List<Candidate> options : choices) {
      double lowest = 0;
      double highest = 0;
      for (Candidate option : options) {
        lowest = Math.min(lowest, option.score());
        highest = Math.max(highest, option.score());
      }
      range += highest - lowest;
    }
    return Candidate.nothing(-2 * range, view.types().size());
  }
}
