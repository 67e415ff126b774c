package io.rheostat.contest.backtest;

import java.util.List;
import java.util.Optional;
import org.hipparchus.distribution.continuous.TDistribution;

/// Runs of one policy, one for each seed in the same order for all policies.
///
/// @param policy its name
/// @param runs outcomes of its workloads by run, in one order
/// @param refused the reason why it cannot be run; empty when it was
public record PolicyRuns(
    String policy, List<List<WorkloadOutcome>> runs, Optional<String> refused) {
  /// Probability covered by a confidence interval.
  public static final double CONFIDENCE = 0.95;

  /// Mean of a figure over runs.
  ///
  /// @param mean the mean
  /// @param halfWidth distance from it to the ends of its 95 % confidence interval (Student's t);
  ///     infinite for a single run
  public record Mean(double mean, double halfWidth) {
    /// Returns whether 0 lies outside of the interval.
    public boolean isSignificant() {
      return Math.abs(mean) > halfWidth;
    }
  }

  /// Figure of a workload in a run.
  public interface Figure {
    /// Returns its value.
    double of(WorkloadOutcome outcome);
  }

  public PolicyRuns {
    runs = runs.stream().map(List::copyOf).toList();
  }

  /// Returns the mean of a figure's sum over all workloads.
  public Mean sum(Figure figure) {
    return mean(values(figure));
  }

  /// Returns the mean difference of a figure to that of another policy at the same seeds.
  public Mean difference(PolicyRuns other, Figure figure) {
    double[] own = values(figure);
    double[] theirs = other.values(figure);
    for (int i = 0; i < own.length; i++) {
      own[i] -= theirs[i];
    }
    return mean(own);
  }

  /// Returns the mean share of good requests over all services.
  public Mean attainment() {
    double[] shares = new double[runs.size()];
    for (int i = 0; i < shares.length; i++) {
      long requests = 0;
      long good = 0;
      for (WorkloadOutcome one : runs.get(i)) {
        requests += one.service().map(ServiceOutcome::requests).orElse(0L);
        good += one.service().map(ServiceOutcome::good).orElse(0L);
      }
      shares[i] = requests == 0 ? 1 : (double) good / requests;
    }
    return mean(shares);
  }

  /// Returns the mean over the runs of the worst minute of any service.
  public double worstMinute() {
    return runs.stream()
        .mapToDouble(
            run ->
                run.stream()
                    .flatMap(one -> one.service().stream())
                    .mapToDouble(ServiceOutcome::worstMinute)
                    .min()
                    .orElse(1))
        .average()
        .orElse(1);
  }

  /// Returns the outcomes of one workload, one for each run.
  public List<WorkloadOutcome> of(String workload) {
    return runs.stream()
        .flatMap(run -> run.stream().filter(one -> one.workload().equals(workload)))
        .toList();
  }

  /// Returns the same policy's runs of one workload.
  public PolicyRuns only(String workload) {
    return new PolicyRuns(policy, of(workload).stream().map(List::of).toList(), refused);
  }

  /// Returns a figure's sum over all workloads, by run.
  List<Double> sums(Figure figure) {
    return runs.stream().map(run -> run.stream().mapToDouble(figure::of).sum()).toList();
  }

  private double[] values(Figure figure) {
    return sums(figure).stream().mapToDouble(one -> one).toArray();
  }

  /// Returns the mean of values with its confidence interval.
  static Mean mean(double[] values) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    if (values.length < 2) {
      return new Mean(mean, Double.POSITIVE_INFINITY);
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    double error = StrictMath.sqrt(squares / (values.length - 1) / values.length);
    double factor =
        new TDistribution(values.length - 1).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
    return new Mean(mean, factor * error);
  }
}
