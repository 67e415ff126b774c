package io.rheostat.app.service.fleet;

import io.rheostat.app.control.FleetThings;
import io.rheostat.app.job.JobActions;
import io.rheostat.app.job.LabelledJobs;
import io.rheostat.app.job.SubmittedJobs;
import io.rheostat.app.page.Actions;
import io.rheostat.app.page.LiveState;
import io.rheostat.config.load.JobLoader;
import io.rheostat.config.yaml.ConfigException;
import io.rheostat.model.command.Generation;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.ElasticTraining;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.JobProfile;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.Placement;
import io.rheostat.topics.fleet.FleetKey;
import io.rheostat.topics.fleet.FleetSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;

/// Translator of a person's requests into declarations: the one way from the command line and the
/// page into the log. Sure mistakes are refused before they are published; the planner reports all
/// others in a decision.
public final class Operator implements Actions, JobActions, LabelledJobs.Declared {
  private static final String ALL = "*";

  private final FleetPublisher publisher;
  private final Supplier<LiveState.View> state;

  /// @param state known proposals, read when one is answered
  public Operator(FleetPublisher publisher, Supplier<LiveState.View> state) {
    this.publisher = publisher;
    this.state = state;
  }

  @Override
  public String freeze(String workload, String by) {
    known(workload, publisher.declared());
    long revision = publisher.publish(new Declaration.Change.Freeze(workload, by));
    return who(workload) + " is frozen as of revision " + revision;
  }

  @Override
  public String unfreeze(String workload, String by) {
    if (!publisher.frozen().contains(workload)) {
      throw new IllegalArgumentException(
          who(workload) + " is not frozen. Frozen are: " + publisher.frozen() + ".");
    }
    long revision = publisher.publish(new Declaration.Change.Unfreeze(workload, by));
    return who(workload) + " is unfrozen as of revision " + revision;
  }

  @Override
  public String answer(String id, boolean approved, String by) {
    int slash = id.lastIndexOf('/');
    if (slash < 1) {
      throw new IllegalArgumentException(
          "\""
              + id
              + "\" is no proposal. It must read WORKLOAD/REVISION.COUNTER, such as chat/3.17.");
    }
    String workload = id.substring(0, slash);
    Generation generation = Generation.parse(id.substring(slash + 1));
    if (workload.equals(ALL)) {
      throw new IllegalArgumentException("A proposal is answered one at a time.");
    }
    known(workload, publisher.declared());
    waiting(workload, id);
    publisher.publish(new Declaration.Change.Answered(workload, generation, approved, by));
    return id + (approved ? " is approved" : " is rejected") + "; the planner's decision follows";
  }

  /// Withdraws a workload, pool or device, whichever instance declared it; or forgets a profile.
  ///
  /// @param key such as `workload/chat`
  /// @return the result, and the instances still declaring it
  /// @throws IllegalArgumentException when nothing of that key is declared, or something uses it
  public String withdraw(String key) {
    Declaration.Change change = FleetKey.withdrawn(key);
    if (change instanceof Declaration.Change.OfProfile(JobProfile profile)) {
      refuseUnknown(profile.name());
    } else {
      FleetThings.refuseWithdrawal(publisher.declared(), key);
    }
    long revision = publisher.publish(change);
    List<String> holders =
        publisher.sources().values().stream()
            .filter(source -> source.claims(key))
            .map(FleetSource::name)
            .toList();
    return key
        + " is withdrawn as of revision "
        + revision
        + (holders.isEmpty() ? "" : "; still in the files of " + String.join(", ", holders));
  }

  private void refuseUnknown(String profile) {
    SortedMap<String, JobProfile> profiles = publisher.profiles();
    if (!profiles.containsKey(profile)) {
      throw new IllegalArgumentException(
          "no ended job left a profile \"" + profile + "\". Left are: " + profiles.keySet() + ".");
    }
  }

  /// Declares what an ended job leaves to later ones of its profile key.
  ///
  /// @return whether it was news
  public boolean share(JobProfile left) {
    JobProfile known =
        publisher.profiles().getOrDefault(left.name(), JobProfile.forgotten(left.name()));
    JobProfile merged = known.with(left);
    boolean isNews = !merged.equals(known);
    if (isNews) {
      publisher.publish(new Declaration.Change.OfProfile(merged));
    }
    return isNews;
  }

  @Override
  public Submitted submit(String text) {
    Fleet fleet = publisher.declared();
    Workload job;
    try {
      job = JobLoader.read(text, "job", fleet);
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    if (fleet.workloads().containsKey(job.name())) {
      throw new IllegalArgumentException(
          "a workload called \""
              + job.name()
              + "\" is declared. Choose another name; an ended job's is free after a day, or at"
              + " once with rheostat withdraw workload/"
              + job.name()
              + ".");
    }
    long revision =
        publisher.publish(new Declaration.Change.OfWorkload(terms(job, fleet), Optional.empty()));
    return new Submitted(job.name(), job.name() + " is submitted as of revision " + revision);
  }

  @Override
  public Fleet fleet() {
    return publisher.declared();
  }

  @Override
  public void declare(Workload job) {
    Fleet fleet = publisher.declared();
    Workload full = terms(job, fleet);
    Optional<Workload> known = Optional.ofNullable(fleet.workloads().get(job.name()));
    if (!known.equals(Optional.of(full))) {
      Optional<String> movedFrom =
          known.map(Workload::pool).filter(pool -> !pool.equals(full.pool()));
      publisher.publish(new Declaration.Change.OfWorkload(full, movedFrom));
    }
  }

  @Override
  public void forget(String job) {
    withdraw("workload/" + job);
  }

  /// Returns a job with a delay cost: where none is declared, the price of its smallest width for
  /// an hour, and the job may wait.
  private static Workload terms(Workload job, Fleet fleet) {
    if (!(job.objective() instanceof Objective.Training objective)
        || objective.elastic().isPresent()) {
      return job;
    }
    double least = Double.POSITIVE_INFINITY;
    for (Placement placement : job.placements()) {
      Device device = fleet.devices().get(placement.device());
      int width = placement.widths().stream().mapToInt(Integer::intValue).min().orElse(1);
      if (device != null) {
        least = Math.min(least, device.rates().usdPerHour(placement) * width);
      }
    }
    double usd = least > 0 && least < Double.POSITIVE_INFINITY ? least : 1;
    Bounds bounds = job.bounds();
    Bounds queueable = new Bounds(0, bounds.maxReplicas(), bounds.maxUsdPerHour(), bounds.churn());
    return job.with(objective.with(new ElasticTraining(usd, objective.batch()))).with(queueable);
  }

  @Override
  public String cancel(String job) {
    Fleet fleet = publisher.declared();
    known(job, fleet);
    Workload workload = SubmittedJobs.of(fleet, publisher.sources().values()).get(job);
    if (workload == null
        || !(workload.objective() instanceof Objective.Training objective)
        || objective.elastic().isEmpty()) {
      throw new IllegalArgumentException(
          "\"" + job + "\" was not submitted: remove it from the files that declare it.");
    }
    Workload cancelled = workload.with(objective.with(objective.elastic().get().cancel()));
    long revision =
        publisher.publish(new Declaration.Change.OfWorkload(cancelled, Optional.empty()));
    return job + " is cancelled as of revision " + revision + "; its devices are released";
  }

  private void waiting(String workload, String id) {
    LiveState.View view = state.get();
    Decision.Proposal proposal = view.proposals().get(workload);
    if (proposal == null) {
      throw new IllegalArgumentException(
          "no proposal of "
              + workload
              + " waits: it was answered, expired, or is wanted no longer."
              + " See rheostat status.");
    }
    if (!proposal.id().equals(id)) {
      throw new IllegalArgumentException(
          id
              + " does not wait any more; "
              + proposal.id()
              + " took its place: "
              + proposal.from()
              + " → "
              + proposal.to()
              + ".");
    }
  }

  private static void known(String workload, Fleet fleet) {
    if (!workload.equals(ALL) && !fleet.workloads().containsKey(workload)) {
      throw new IllegalArgumentException(
          "no workload is called \""
              + workload
              + "\". Declared are: "
              + String.join(", ", fleet.workloads().keySet())
              + "; * stands for all.");
    }
  }

  private static String who(String workload) {
    return workload.equals(ALL) ? "everything" : workload;
  }
}
