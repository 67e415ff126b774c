package io.rheostat.contest.training.baseline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.hipparchus.optim.linear.LinearConstraint;
import org.hipparchus.optim.linear.LinearConstraintSet;
import org.hipparchus.optim.linear.LinearObjectiveFunction;
import org.hipparchus.optim.linear.NonNegativeConstraint;
import org.hipparchus.optim.linear.Relationship;
import org.hipparchus.optim.linear.SimplexSolver;
import org.hipparchus.optim.nonlinear.scalar.GoalType;

/// Shares of time that each job gets on each device type, by a linear programme (Gavel, OSDI 2020).
final class GavelShares {
  private final double[][] throughput;
  private final int[][] widths;
  private final int[] counts;

  /// @param throughput steps per second of each job on each type
  /// @param widths devices of each job on each type
  /// @param counts devices of each type
  GavelShares(double[][] throughput, int[][] widths, int[] counts) {
    this.throughput = throughput;
    this.widths = widths;
    this.counts = counts;
  }

  /// Returns the shares with the largest least normalised throughput: each job's is over that of an
  /// equal split of every type, times its width.
  double[][] maxMin() {
    int jobs = throughput.length;
    int level = jobs * counts.length;
    List<LinearConstraint> constraints = new ArrayList<>(base(level + 1));
    for (int i = 0; i < jobs; i++) {
      double[] row = new double[level + 1];
      double equal = underEqualSplit(i);
      for (int t = 0; t < counts.length; t++) {
        row[i * counts.length + t] = widths[i][0] * throughput[i][t] / equal;
      }
      row[level] = -1;
      constraints.add(new LinearConstraint(row, Relationship.GEQ, 0));
    }
    double[] objective = new double[level + 1];
    objective[level] = 1;
    return solve(objective, constraints);
  }

  /// Returns the shares with the largest sum of throughputs.
  double[][] maxSum() {
    double[] objective = new double[throughput.length * counts.length];
    for (int i = 0; i < throughput.length; i++) {
      System.arraycopy(throughput[i], 0, objective, i * counts.length, counts.length);
    }
    return solve(objective, base(objective.length));
  }

  private List<LinearConstraint> base(int variables) {
    List<LinearConstraint> constraints = new ArrayList<>();
    for (int i = 0; i < throughput.length; i++) {
      double[] row = new double[variables];
      for (int t = 0; t < counts.length; t++) {
        row[i * counts.length + t] = 1;
      }
      constraints.add(new LinearConstraint(row, Relationship.LEQ, 1));
    }
    for (int t = 0; t < counts.length; t++) {
      double[] row = new double[variables];
      for (int i = 0; i < throughput.length; i++) {
        row[i * counts.length + t] = widths[i][t];
      }
      constraints.add(new LinearConstraint(row, Relationship.LEQ, counts[t]));
    }
    return constraints;
  }

  /// Returns a job's throughput when each job has the same part of every type.
  private double underEqualSplit(int job) {
    double[] shares = new double[counts.length];
    double sum = 0;
    for (int t = 0; t < counts.length; t++) {
      shares[t] = counts[t] / (double) throughput.length / widths[job][t];
      sum += shares[t];
    }
    double steps = 0;
    for (int t = 0; t < counts.length; t++) {
      steps += throughput[job][t] * shares[t] / Math.max(1, sum);
    }
    return steps;
  }

  private double[][] solve(double[] objective, Collection<LinearConstraint> constraints) {
    double[] point =
        new SimplexSolver()
            .optimize(
                new LinearObjectiveFunction(objective, 0),
                new LinearConstraintSet(constraints),
                GoalType.MAXIMIZE,
                new NonNegativeConstraint(true))
            .getPoint();
    double[][] shares = new double[throughput.length][counts.length];
    for (int i = 0; i < shares.length; i++) {
      System.arraycopy(point, i * counts.length, shares[i], 0, counts.length);
    }
    return shares;
  }
}
