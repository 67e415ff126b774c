package io.rheostat.contest.training.matrix;

import io.rheostat.contest.training.baseline.FirstInFirstOut;
import io.rheostat.contest.training.baseline.Gavel;
import io.rheostat.contest.training.baseline.Optimus;
import io.rheostat.contest.training.baseline.Pollux;
import io.rheostat.contest.training.baseline.Sia;
import io.rheostat.contest.training.baseline.Tiresias;
import io.rheostat.contest.training.policy.RheostatScheduler;
import io.rheostat.simulator.jobs.JobScheduler;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Schedulers of training jobs by name.
public enum TrainingPolicy {
  /// Rheostat as a product: decides on submissions, completions and first profiles, too.
  RHEOSTAT,

  /// Rheostat deciding once a minute, as the others do.
  RHEOSTAT_MINUTE,

  /// Pollux (OSDI 2021).
  POLLUX,

  /// Sia (SOSP 2023).
  SIA,

  /// Optimus (EuroSys 2018) as an oracle.
  OPTIMUS,

  /// Tiresias (NSDI 2019).
  TIRESIAS,

  /// Gavel (OSDI 2020), max-min fairness.
  GAVEL,

  /// Gavel, largest sum of throughputs.
  GAVEL_MAX_SUM,

  /// First in, first out.
  FIFO,

  /// Submitted widths with backfill.
  STATIC;

  /// Returns the policy of a name such as `gavel-max-sum`.
  public static Optional<TrainingPolicy> of(String name) {
    return Arrays.stream(values()).filter(policy -> policy.id().equals(name)).findFirst();
  }

  /// Returns the name.
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Returns whether jobs run at the batch of their submission.
  boolean isBatchStatic() {
    return switch (this) {
      case RHEOSTAT, RHEOSTAT_MINUTE, POLLUX, SIA -> false;
      case OPTIMUS, TIRESIAS, GAVEL, GAVEL_MAX_SUM, FIFO, STATIC -> true;
    };
  }

  /// Returns whether it decides on events, not only each minute.
  boolean decidesOnEvents() {
    return this == RHEOSTAT;
  }

  /// Returns whether it handles more than one device type.
  public boolean handlesTypes() {
    return switch (this) {
      case RHEOSTAT, RHEOSTAT_MINUTE, SIA, GAVEL, GAVEL_MAX_SUM -> true;
      case POLLUX, OPTIMUS, TIRESIAS, FIFO, STATIC -> false;
    };
  }

  /// Returns a fresh scheduler.
  ///
  /// @param seed of a random search
  /// @param devicePrices price of a device by type in delay costs of a job, for those that see one
  JobScheduler scheduler(long seed, Map<String, Double> devicePrices) {
    return switch (this) {
      case RHEOSTAT, RHEOSTAT_MINUTE -> new RheostatScheduler(devicePrices);
      case POLLUX -> new Pollux(seed);
      case SIA -> new Sia();
      case OPTIMUS -> new Optimus();
      case TIRESIAS -> new Tiresias();
      case GAVEL -> new Gavel(Gavel.Objective.MAX_MIN);
      case GAVEL_MAX_SUM -> new Gavel(Gavel.Objective.MAX_SUM);
      case FIFO -> new FirstInFirstOut(false);
      case STATIC -> new FirstInFirstOut(true);
    };
  }
}
