package io.rheostat.contest.backtest.report;

import io.rheostat.contest.backtest.JobOutcome;
import io.rheostat.contest.backtest.PolicyRuns;
import io.rheostat.contest.backtest.ServiceOutcome;
import io.rheostat.contest.backtest.WorkloadOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One policy, in the figures of a report: means over its runs.
///
/// @param policy its name
/// @param earnedUsd earnings
/// @param usd cost
/// @param netUsd earnings less cost
/// @param attainment share of good requests, 0..1
/// @param deviceHours device-hours
/// @param resizes changes of a target's desired replicas
/// @param minutesOver minutes of any service below its objective's attainment
/// @param worstMinute least share of good requests of a service in a minute, 0..1
/// @param jobsDone share of the training jobs completed, 0..1; empty without any
/// @param jobSeconds mean time to completion of the completed ones, seconds; empty without any
/// @param advantageUsd net dollars more than the policy compared with; empty for that itself
record BacktestRow(
    String policy,
    PolicyRuns.Mean earnedUsd,
    PolicyRuns.Mean usd,
    PolicyRuns.Mean netUsd,
    PolicyRuns.Mean attainment,
    double deviceHours,
    double resizes,
    double minutesOver,
    double worstMinute,
    Optional<Double> jobsDone,
    Optional<Double> jobSeconds,
    Optional<PolicyRuns.Mean> advantageUsd) {
  /// Computes the figures of a policy that was run.
  static BacktestRow of(PolicyRuns runs, Optional<PolicyRuns> reference) {
    List<JobOutcome> jobs =
        runs.runs().stream().flatMap(List::stream).flatMap(one -> one.job().stream()).toList();
    List<Duration> times = jobs.stream().flatMap(job -> job.completedAfter().stream()).toList();
    return new BacktestRow(
        runs.policy(),
        runs.sum(WorkloadOutcome::earnedUsd),
        runs.sum(WorkloadOutcome::usd),
        runs.sum(WorkloadOutcome::netUsd),
        runs.attainment(),
        runs.sum(WorkloadOutcome::deviceHours).mean(),
        runs.sum(WorkloadOutcome::resizes).mean(),
        runs.sum(one -> one.service().map(ServiceOutcome::minutesOver).orElse(0)).mean(),
        runs.worstMinute(),
        jobs.isEmpty() ? Optional.empty() : Optional.of((double) times.size() / jobs.size()),
        times.isEmpty()
            ? Optional.empty()
            : Optional.of(times.stream().mapToDouble(Duration::toSeconds).average().orElse(0)),
        reference
            .filter(other -> !other.policy().equals(runs.policy()))
            .map(other -> runs.difference(other, WorkloadOutcome::netUsd)));
  }
}
