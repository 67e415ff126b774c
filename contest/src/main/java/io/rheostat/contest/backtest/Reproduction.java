package io.rheostat.contest.backtest;

import io.rheostat.contest.history.FleetHistory;
import io.rheostat.contest.history.JobHistory;
import io.rheostat.contest.history.LatencyHistogram;
import io.rheostat.contest.history.ServiceHistory;
import io.rheostat.model.Require;
import io.rheostat.model.fleet.Slo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The recorded section beside its simulation with the recorded replicas: how far the simulator may
/// be trusted with it.
///
/// Both sides read attainment and latency from histograms in the same buckets: the recorded ones
/// know no single request.
///
/// @param usd dollars of the whole fleet
/// @param services by name
/// @param jobs seconds from submission, or the start of the section, to completion of each training
///     job that was completed; told, not judged
public record Reproduction(
    Pair usd, SortedMap<String, Service> services, SortedMap<String, Pair> jobs) {
  /// Largest error of dollars, as a share of the recorded ones.
  public static final double MOST_USD = 0.02;

  /// Largest error of a service's attainment, as a share of its requests.
  public static final double MOST_ATTAINMENT = 0.01;

  /// Largest error of a service's 95th percentile of times to first token, as a share of it.
  public static final double MOST_FIRST_TOKEN = 0.20;

  private static final double TAIL = 0.95;

  /// A figure as recorded, and as simulated.
  ///
  /// @param recorded of the one time that it happened
  /// @param simulated mean over the runs
  /// @param chance distance from that mean within which one more run lies, 95 % of the time
  ///     (Student's t); 0 for a single run, of which nothing is known
  public record Pair(double recorded, double simulated, double chance) {
    static Pair of(double recorded, List<Double> runs) {
      PolicyRuns.Mean mean = PolicyRuns.mean(runs.stream().mapToDouble(one -> one).toArray());
      double chance = runs.size() < 2 ? 0 : mean.halfWidth() * StrictMath.sqrt(runs.size() + 1.0);
      return new Pair(recorded, mean.mean(), chance);
    }

    /// Returns whether the record differs by more than an error, and by more than chance explains.
    public boolean isOff(double error) {
      return Math.abs(difference()) > Math.max(error, chance);
    }

    /// Returns the simulated figure less the recorded one.
    public double difference() {
      return simulated - recorded;
    }

    /// Returns the same as a share of the recorded one; 0 when both are 0.
    public double relative() {
      return difference() == 0 ? 0 : difference() / recorded;
    }
  }

  /// One service.
  ///
  /// @param attainment share of requests within both limits, 0..1
  /// @param firstTokenP95 95th percentile of times to first token, seconds
  public record Service(Pair attainment, Pair firstTokenP95) {}

  public Reproduction {
    services = Require.sortedCopy(services);
    jobs = Require.sortedCopy(jobs);
  }

  /// Returns a service.
  ///
  /// @throws IllegalArgumentException for one that was not reproduced
  public Service service(String name) {
    Service service = services.get(name);
    if (service == null) {
      throw new IllegalArgumentException(name + " is none of " + services.keySet() + ".");
    }
    return service;
  }

  /// Compares a history with its simulation.
  static Reproduction of(FleetHistory history, PolicyRuns simulated) {
    double recordedUsd = 0;
    SortedMap<String, Service> services = new TreeMap<>();
    for (ServiceHistory one : history.services().values()) {
      recordedUsd += one.replicas().usd(one.workload(), history.fleet().devices());
      services.put(one.workload().name(), service(one, simulated));
    }
    SortedMap<String, Pair> jobs = new TreeMap<>();
    for (JobHistory one : history.jobs().values()) {
      recordedUsd += one.replicas().usd(one.workload(), history.fleet().devices());
      job(one, history, simulated).ifPresent(pair -> jobs.put(one.workload().name(), pair));
    }
    return new Reproduction(
        Pair.of(recordedUsd, simulated.sums(WorkloadOutcome::usd)), services, jobs);
  }

  /// Returns the time to completion; empty for a job that was not completed in the section, or not
  /// in each of the runs.
  private static Optional<Pair> job(JobHistory job, FleetHistory history, PolicyRuns simulated) {
    Instant begin = history.from().plus(job.truth().submittedAfter());
    List<Double> runs = new ArrayList<>();
    List<WorkloadOutcome> outcomes = simulated.of(job.workload().name());
    for (WorkloadOutcome run : outcomes) {
      run.job()
          .flatMap(JobOutcome::completedAfter)
          .ifPresent(after -> runs.add(after.toMillis() / 1000.0));
    }
    return runs.isEmpty() || runs.size() < outcomes.size()
        ? Optional.empty()
        : job.completedAt()
            .map(end -> Pair.of(Duration.between(begin, end).toMillis() / 1000.0, runs));
  }

  private static Service service(ServiceHistory recorded, PolicyRuns simulated) {
    List<Double> shares = new ArrayList<>();
    List<Double> tails = new ArrayList<>();
    for (WorkloadOutcome run : simulated.of(recorded.workload().name())) {
      ServiceOutcome service = run.service().orElseThrow();
      shares.add(within(recorded, service.firstToken(), service.perToken()));
      tails.add(service.firstToken().quantile(TAIL));
    }
    return new Service(
        Pair.of(within(recorded, recorded.firstToken(), recorded.perToken()), shares),
        Pair.of(recorded.firstToken().quantile(TAIL), tails));
  }

  /// Returns the share of requests within both limits, as far as two histograms tell: the smaller
  /// of both shares, for what is late in one is most often late in the other.
  static double within(
      ServiceHistory service, LatencyHistogram firstToken, LatencyHistogram perToken) {
    Slo slo = service.objective().slo();
    return Math.min(firstToken.within(slo.ttftSeconds()), perToken.within(slo.tpotSeconds()));
  }

  /// Returns what is off by more than the largest error and more than chance, a sentence each; none
  /// when the simulation may be trusted.
  public List<String> excesses() {
    List<String> excesses = new ArrayList<>();
    if (usd.isOff(MOST_USD * usd.recorded())) {
      excesses.add(
          String.format(
              Locale.ROOT,
              "dollars are off by %+.1f %%, more than %.0f %%.",
              100 * usd.relative(),
              100 * MOST_USD));
    }
    services.forEach(
        (name, service) -> {
          if (service.attainment().isOff(MOST_ATTAINMENT)) {
            excesses.add(
                String.format(
                    Locale.ROOT,
                    "attainment of %s is off by %+.2f points, more than %.0f.",
                    name,
                    100 * service.attainment().difference(),
                    100 * MOST_ATTAINMENT));
          }
          Pair tail = service.firstTokenP95();
          if (tail.isOff(MOST_FIRST_TOKEN * tail.recorded())) {
            excesses.add(
                String.format(
                    Locale.ROOT,
                    "TTFT p95 of %s is off by %+.0f %%, more than %.0f %%.",
                    name,
                    100 * tail.relative(),
                    100 * MOST_FIRST_TOKEN));
          }
        });
    return excesses;
  }
}
