package io.rheostat.simulator.jobs;

import io.rheostat.simulator.chance.Chance;
import java.util.Map;

/// Conditions under which jobs run.
///
/// @param knowledge what agents know
/// @param isBatchStatic whether jobs run at the batch of their submission
/// @param delays restart delay by application, in seconds
/// @param otherDelay restart delay of any other application, in seconds
/// @param slowdown share of the goodput lost by a distributed job on a node that two share
/// @param declaredError largest factor, and its inverse, by which declared work is wrong; 1: exact
/// @param seed of those factors
public record JobRules(
    JobKnowledge knowledge,
    boolean isBatchStatic,
    Map<String, Double> delays,
    double otherDelay,
    double slowdown,
    double declaredError,
    long seed) {
  /// Returns rules with one delay, no interference and work as declared.
  public static JobRules of(JobKnowledge knowledge, boolean isBatchStatic, double delay) {
    return new JobRules(knowledge, isBatchStatic, Map.of(), delay, 0, 1, 1);
  }

  /// Returns the restart delay of an application in seconds.
  public double delaySeconds(String application) {
    return delays.getOrDefault(application, otherDelay);
  }

  /// Returns the factor by which a job's work is declared too large, log-uniform between the
  /// inverse of the error and the error.
  double declaredFactor(String job) {
    if (declaredError == 1) {
      return 1;
    }
    double uniform = new Chance(Chance.seed(seed, job)).uniform();
    return StrictMath.pow(declaredError, 2 * uniform - 1);
  }
}
