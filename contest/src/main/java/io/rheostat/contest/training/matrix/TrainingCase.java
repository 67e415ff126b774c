package io.rheostat.contest.training.matrix;

import io.rheostat.simulator.jobs.ClusterWorld;
import io.rheostat.simulator.jobs.JobKnowledge;
import io.rheostat.simulator.jobs.JobRules;
import io.rheostat.simulator.jobs.JobScheduler;
import io.rheostat.simulator.jobs.JobScore;
import io.rheostat.simulator.jobs.Submission;
import java.util.List;
import java.util.Locale;

/// One run: a policy on the jobs of a workload in a world.
///
/// @param workload name of the jobs
/// @param world cluster and conditions
/// @param policy scheduler
/// @param seed of its search and of wrong declarations
/// @param knowledge what agents know
/// @param devicePrice mean price of a device in the policy's objective, in delay costs of a job
public record TrainingCase(
    String workload,
    TrainingWorld world,
    TrainingPolicy policy,
    long seed,
    JobKnowledge knowledge,
    double devicePrice) {
  /// Runs the jobs to their ends.
  public JobScore run(List<Submission> jobs) {
    JobRules rules = world.rules(knowledge, policy.isBatchStatic(), seed);
    JobScheduler scheduler = policy.scheduler(seed, world.devicePrices(devicePrice));
    return policy.decidesOnEvents()
        ? ClusterWorld.runOnEvents(world.cluster(), jobs, rules, scheduler)
        : ClusterWorld.run(world.cluster(), jobs, rules, scheduler);
  }

  /// Returns the name of the knowledge in a report.
  public String knowledgeId() {
    return knowledge.name().toLowerCase(Locale.ROOT);
  }
}
