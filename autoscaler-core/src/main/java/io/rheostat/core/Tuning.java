package io.rheostat.core;

import java.time.Duration;
import java.util.List;

/// Numbers of the policy, each with its unit and its source. [#DEFAULT] is the only set in use: the
/// committed reports under `docs/benchmarks` are measured with it.
///
/// Parameters of estimators, such as noise or memory of a filter, and bounds of a state stand where
/// they are used.
///
/// @param cadence when decisions and commands are made
/// @param serving choice of an inference service's replicas
/// @param attainment shape of the share of requests within the objective
/// @param training choice of a training job's width
/// @param coverage reports required before anything is scaled down
/// @param guard calming of the policy's proposals
/// @param alerts replica floors of alerts
/// @param supply placements without available replicas
public record Tuning(
    Cadence cadence,
    Serving serving,
    Attainment attainment,
    Training training,
    Coverage coverage,
    Guard guard,
    Alerts alerts,
    Supply supply) {

  /// Times between decisions and commands.
  ///
  /// @param solveEvery least time between two joint solves of a pool: a tick of the log
  /// @param commandLife time in which an actuator may begin a command; twice that counts as lost
  /// @param repeatEvery time after which an unchanged decision is emitted again
  /// @param stabilisationWindow window whose largest proposal limits a scale-down. Kubernetes' HPA
  ///     waits 300 s; a device-hour is dearer than a CPU's, and 30 s outlast one noisy sample
  /// @param churnWindow window in which changes are counted
  /// @param proposalLife time in which a person may approve a proposal
  /// @param proposalStanding least time for which a proposal stays although the wish has changed: a
  ///     person needs it to answer
  /// @param noDataAfter silence of all metrics after which a decision says so
  public record Cadence(
      Duration solveEvery,
      Duration commandLife,
      Duration repeatEvery,
      Duration stabilisationWindow,
      Duration churnWindow,
      Duration proposalLife,
      Duration proposalStanding,
      Duration noDataAfter) {}

  /// Choice of an inference service's replicas. Sources: the comparison of policies in
  /// `docs/benchmarks/policies.md`, in which these values gave the highest J.
  ///
  /// @param drainSeconds time in which a queue is to be worked off, seconds
  /// @param drainHorizonShare share of the start-up horizon added to it: replicas ordered for the
  ///     queue come no sooner
  /// @param reactionSeconds time from a surge to the command answering it, seconds: one scrape and
  ///     one decision
  /// @param leastDeviation standard deviation of a well-known capacity, as a share of it
  /// @param mostDeviation standard deviation of a capacity derived from a data sheet, as a share
  /// @param shortfallWeight weight of a request missing for the objective's share, in addition to
  ///     its lost value
  /// @param shortfallWeightBesideJobs the same where jobs take the devices it leaves: a job can
  ///     wait, so it trains on what no service needs for its objective
  /// @param keptSeconds time for which started replicas are expected to be kept, seconds; at least
  ///     twice their start-up
  /// @param spareReplicas replicas considered beyond the need of the highest demand
  public record Serving(
      double drainSeconds,
      double drainHorizonShare,
      double reactionSeconds,
      double leastDeviation,
      double mostDeviation,
      double shortfallWeight,
      double shortfallWeightBesideJobs,
      double keptSeconds,
      int spareReplicas) {}

  /// Shape of the share of requests within the objective.
  ///
  /// @param lateAtCapacity share of late requests at exactly the capacity: by the definition of
  ///     capacity as the rate at which the 99th percentile meets the objective
  /// @param modelSteps weight of the model against observations, in ten-second steps
  /// @param usualLoad load assumed before a surge: demand over capacity
  public record Attainment(double lateAtCapacity, double modelSteps, double usualLoad) {}

  /// Objective of elastic training jobs, chosen on five public workloads: see
  /// docs/benchmarks/training.md.
  ///
  /// @param fairness power of the speed-up over the fair share: −1 is Pollux's (OSDI 2021), −0.5
  ///     Sia's (SOSP 2023), 0 proportional fairness
  /// @param sizeExponent power with which a job's weight falls with its remaining time; 0 for none.
  ///     Above 0.35 the longest jobs pay for the short ones
  /// @param keptSeconds time for which a choice is expected to stand, for a job that restarts at
  ///     once
  /// @param keptDelays added to it for each second of the job's restart: who restarts slowly is
  ///     changed rarely
  /// @param mostWidening largest step up, as a multiple of the widest that ran: a young model
  ///     believes in perfect scaling (Pollux)
  /// @param unprofiledSeconds remaining time assumed of a job of which nothing is known
  /// @param spreadSeconds time over which a restart of a job without a delay cost is paid for:
  ///     Pollux (OSDI 2021) reckons with restarts of half a minute every few minutes, and half an
  ///     hour keeps them below 2 %
  /// @param measuredError relative error of a goodput of confidence 1, for intervals of a job's end
  /// @param extrapolatedError the same of confidence 0
  public record Training(
      double fairness,
      double sizeExponent,
      double keptSeconds,
      double keptDelays,
      int mostWidening,
      double unprofiledSeconds,
      double spreadSeconds,
      double measuredError,
      double extrapolatedError) {}

  /// Reports required before anything is scaled down.
  ///
  /// @param metricsLimit longest lag of metrics: older ones say nothing about a falling load
  /// @param rewatch time to be observed after a gap: the window of the stable rate
  /// @param longestGap longest time without complete coverage that is no gap: silence after which a
  ///     replica is unreachable at the latest
  /// @param startGrace time after which a ready replica without metrics counts as silent; before it
  ///     the replica has only just started
  /// @param mostLoad largest load of a silent replica, as a multiple of its capacity within the
  ///     objective: an engine beyond it queues, and the queue would show elsewhere
  /// @param unseenGrowth factor on the upper half of the demand distribution while demand is
  ///     extrapolated: part of the replicas cannot show how far demand may rise, and a scale-up is
  ///     not taken back before coverage is complete again
  public record Coverage(
      Duration metricsLimit,
      Duration rewatch,
      Duration longestGap,
      Duration startGrace,
      double mostLoad,
      double unseenGrowth) {}

  /// Calming of the policy's proposals.
  ///
  /// @param scaleDowns most changes within the churn window before a scale-down waits
  /// @param restarts most restarts of a job within the churn window
  /// @param restartHold least time between two restarts of a job
  /// @param releaseHold least time before a job gives devices back: shorter, since others may be
  ///     waiting for them
  /// @param leastGainUsdPerHour least gain in J of an unneeded change, dollars per hour
  /// @param leastRestartGain least gain in J of a restart, as a share of the value at stake
  /// @param leastConfidence confidence of the capacity model below which nothing is scaled down
  ///     beyond need, 0..1
  /// @param freeStep replicas that may be added in one step, however few there are. HPA's default
  ///     scale-up policy allows the same four pods
  public record Guard(
      int scaleDowns,
      int restarts,
      Duration restartHold,
      Duration releaseHold,
      double leastGainUsdPerHour,
      double leastRestartGain,
      double leastConfidence,
      int freeStep) {}

  /// Replica floors of alerts.
  ///
  /// @param settling time until desired replicas count as set by policy alone again: it outlasts
  ///     the stabilisation and the churn window
  /// @param forgottenAfter silence after which an alert instance is forgotten: longer than
  ///     Alertmanager keeps a notification to repeat it (`--data.retention`, 120 h)
  /// @param replaceableAfter silence after which an instance may be dropped to bound the state
  public record Alerts(Duration settling, Duration forgottenAfter, Duration replaceableAfter) {}

  /// Placements without available replicas.
  ///
  /// @param leastPending least time for which replicas may be pending before their placement is
  ///     left out; otherwise two start-ups
  /// @param retries pauses before the next attempt, by the number of attempts in a row
  /// @param startupWeight weight of a newly measured start-up against the known mean
  /// @param unsettled time after which a target without its generation, lost or never set, is
  ///     believed again
  public record Supply(
      Duration leastPending, List<Duration> retries, double startupWeight, Duration unsettled) {
    public Supply {
      retries = List.copyOf(retries);
    }
  }

  /// The numbers in use.
  public static final Tuning DEFAULT =
      new Tuning(
          new Cadence(
              Duration.ofSeconds(5),
              Duration.ofSeconds(60),
              Duration.ofMinutes(1),
              Duration.ofSeconds(30),
              Duration.ofMinutes(10),
              Duration.ofMinutes(10),
              Duration.ofMinutes(1),
              Duration.ofSeconds(60)),
          new Serving(30, 0.3, 10, 0.03, 0.25, 0.25, 4, 300, 2),
          new Attainment(0.01, 6, 0.8),
          new Training(0, 0.25, 180, 3, 2, 600, 1_800, 0.1, 0.5),
          new Coverage(
              Duration.ofSeconds(60),
              Duration.ofSeconds(60),
              Duration.ofSeconds(90),
              Duration.ofSeconds(60),
              1.5,
              1.25),
          new Guard(30, 4, Duration.ofMinutes(5), Duration.ofMinutes(1), 0.01, 0.02, 0.25, 4),
          new Alerts(Duration.ofMinutes(10), Duration.ofDays(7), Duration.ofHours(1)),
          new Supply(
              Duration.ofSeconds(60),
              List.of(
                  Duration.ofMinutes(5),
                  Duration.ofMinutes(10),
                  Duration.ofMinutes(20),
                  Duration.ofMinutes(40),
                  Duration.ofMinutes(60)),
              0.3,
              Duration.ofSeconds(60)));
}
