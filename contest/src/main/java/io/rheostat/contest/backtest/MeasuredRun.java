package io.rheostat.contest.backtest;

import io.rheostat.contest.history.FleetHistory;
import io.rheostat.contest.history.JobHistory;
import io.rheostat.contest.history.ServiceHistory;
import io.rheostat.contest.trial.Contender;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.ElasticTraining;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.simulator.world.Score;
import io.rheostat.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One run of a recorded section, measured minute by minute.
final class MeasuredRun {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /// Most values of a curve.
  private static final int CURVE_POINTS = 480;

  private final World world;
  private final FleetHistory history;
  private final SortedMap<String, Minutes> minutes = new TreeMap<>();

  private MeasuredRun(World world, FleetHistory history) {
    this.world = world;
    this.history = history;
    for (String workload : world.scenario().fleet().workloads().keySet()) {
      minutes.put(workload, new Minutes());
    }
  }

  /// Runs a world to the end of the section.
  ///
  /// @return its workloads, by name
  static List<WorkloadOutcome> of(World world, Contender.Run run, FleetHistory history) {
    return new MeasuredRun(world, history).run(run);
  }

  /// Requests of a service minute by minute, and the replicas of any workload.
  private static final class Minutes {
    private long requests;
    private long good;
    private int over;
    private double worst = 1;
    private final List<Double> replicas = new ArrayList<>();

    void add(Score.Line line, double wanted) {
      long judged = line.requests() - requests;
      long within = line.requestsWithinSlo() - good;
      if (judged > 0) {
        // A request may be overdue in one minute and finished in another.
        double share = Math.max(0, Math.min(1, (double) within / judged));
        worst = Math.min(worst, share);
        over += share < wanted ? 1 : 0;
      }
      requests = line.requests();
      good = line.requestsWithinSlo();
    }
  }

  private List<WorkloadOutcome> run(Contender.Run run) {
    long all = Math.ceilDiv(history.length().toMillis(), MINUTE.toMillis());
    long every = Math.max(1, Math.ceilDiv(all, CURVE_POINTS));
    for (long minute = 1; minute <= all; minute++) {
      Instant until = history.from().plus(MINUTE.multipliedBy(minute));
      run.runUntil(until.isBefore(history.to()) ? until : history.to());
      Score score = world.score();
      for (Workload workload : workloads()) {
        Minutes own = Objects.requireNonNull(minutes.get(workload.name()));
        own.add(score.of(workload.name()), wanted(workload));
        if (minute % every == 0) {
          own.replicas.add(running(workload.name()));
        }
      }
    }
    Score score = world.score();
    return workloads().stream().map(one -> outcome(one, score.of(one.name()))).toList();
  }

  private List<Workload> workloads() {
    return List.copyOf(world.scenario().fleet().workloads().values());
  }

  private static double wanted(Workload workload) {
    return workload.objective() instanceof Objective.Inference service
        ? service.slo().attainment()
        : 0;
  }

  private double running(String workload) {
    return world.observed(workload).placements().stream().mapToInt(PlacementStatus::running).sum();
  }

  private WorkloadOutcome outcome(Workload workload, Score.Line line) {
    Minutes own = Objects.requireNonNull(minutes.get(workload.name()));
    ServiceHistory recorded = history.services().get(workload.name());
    Optional<ServiceOutcome> service =
        Optional.ofNullable(recorded).map(one -> service(one, own, line));
    Optional<JobOutcome> job =
        Optional.ofNullable(history.jobs().get(workload.name())).map(one -> job(one, line));
    return new WorkloadOutcome(
        workload.name(),
        line.costUsd(),
        earned(workload, line, job),
        line.deviceHours(),
        line.resizes(),
        service,
        job,
        own.replicas);
  }

  private ServiceOutcome service(ServiceHistory recorded, Minutes own, Score.Line line) {
    var latencies = world.latencies(recorded.workload().name()).orElseThrow();
    return new ServiceOutcome(
        line.requests(),
        line.requestsWithinSlo(),
        own.over,
        own.worst,
        recorded.firstToken().coarsened(latencies.firstToken()),
        recorded.perToken().coarsened(latencies.perToken()));
  }

  private JobOutcome job(JobHistory job, Score.Line line) {
    String name = job.workload().name();
    double before = job.shareBefore();
    return new JobOutcome(
        before + (1 - before) * line.trainingProgress(),
        world.completedAt(name).map(at -> Duration.between(world.scenario().declaredAt(name), at)));
  }

  /// Returns the dollars earned: of a service by its good requests; of a job evenly with its work;
  /// of one with a delay cost its value at its end, less that cost for as long as it was there.
  private double earned(Workload workload, Score.Line line, Optional<JobOutcome> job) {
    if (workload.objective() instanceof Objective.Inference service) {
      return line.requestsWithinSlo() * service.usdPerGoodRequest();
    }
    JobHistory recorded = history.jobs().get(workload.name());
    if (job.isEmpty() || recorded == null) {
      return 0;
    }
    double usd = recorded.objective().usdOnCompletion();
    Optional<ElasticTraining> terms = recorded.objective().elastic();
    if (terms.isEmpty()) {
      return usd * (job.get().progress() - recorded.shareBefore());
    }
    Optional<Duration> completed = job.get().completedAfter();
    Instant submitted = world.scenario().declaredAt(workload.name());
    Duration there = completed.orElseGet(() -> Duration.between(submitted, history.to()));
    double lost = terms.get().delayCostUsdPerHour() * there.toMillis() / 3_600_000.0;
    return (completed.isPresent() ? usd : 0) - lost;
  }
}
