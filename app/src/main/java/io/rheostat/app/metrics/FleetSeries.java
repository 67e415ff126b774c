package io.rheostat.app.metrics;

import java.util.List;

/// Metric family of the fleet.
///
/// @param family name, without the suffix of an info
/// @param help text for people
/// @param labels names, in the order of their values
record FleetSeries(String family, String help, List<String> labels) {
  private static final List<String> PER_POOL = List.of("pool");
  private static final List<String> PER_DEVICE = List.of("pool", "device");
  private static final List<String> PER_WORKLOAD = List.of("pool", "workload");
  private static final List<String> PER_PLACEMENT = List.of("pool", "workload", "placement");

  /// Cost of running replicas, priced by the declared rates.
  static final FleetSeries COST =
      new FleetSeries("rheostat_cost_usd_per_hour", "Cost of all running replicas.", PER_WORKLOAD);
  /// Declared limit of the pool's cost.
  static final FleetSeries BUDGET =
      new FleetSeries("rheostat_pool_budget_usd_per_hour", "Declared budget of a pool.", PER_POOL);
  /// Cost of the pool over its budget.
  static final FleetSeries BUDGET_USED =
      new FleetSeries(
          "rheostat_pool_budget_used_ratio",
          "Cost of a pool's running replicas over its budget; above 1 the budget is exceeded.",
          PER_POOL);
  /// Declared devices.
  static final FleetSeries DEVICES =
      new FleetSeries("rheostat_pool_devices", "Declared devices of a pool.", PER_DEVICE);
  /// Devices of running replicas.
  static final FleetSeries DEVICES_USED =
      new FleetSeries(
          "rheostat_pool_devices_used",
          "Devices of a pool that ready, starting and draining replicas hold.",
          PER_DEVICE);
  /// Constant 1 with the declaration in its labels.
  static final FleetSeries WORKLOAD =
      new FleetSeries(
          "rheostat_workload",
          "Declared workloads by objective (inference, training, profiled) and mode (observe,"
              + " approve, act).",
          List.of("pool", "workload", "objective", "mode"));
  /// Allocation of the newest decision.
  static final FleetSeries DESIRED =
      new FleetSeries(
          "rheostat_replicas_desired", "Replicas that the newest decision holds.", PER_PLACEMENT);
  /// Setting of the target.
  static final FleetSeries REQUESTED =
      new FleetSeries(
          "rheostat_replicas_requested",
          "Replicas that the target was last set to, by whomever.",
          PER_PLACEMENT);
  /// Serving replicas.
  static final FleetSeries READY =
      new FleetSeries(
          "rheostat_replicas_ready", "Replicas that the target reports ready.", PER_PLACEMENT);
  /// Replicas on their way up.
  static final FleetSeries STARTING =
      new FleetSeries("rheostat_replicas_starting", "Replicas that start.", PER_PLACEMENT);
  /// Replicas on their way down.
  static final FleetSeries DRAINING =
      new FleetSeries(
          "rheostat_replicas_draining", "Replicas that drain and still cost.", PER_PLACEMENT);
  /// Replicas without a place.
  static final FleetSeries PENDING =
      new FleetSeries(
          "rheostat_replicas_pending",
          "Replicas that the target cannot place: no capacity, mostly.",
          PER_PLACEMENT);
  /// Replicas with fresh metrics.
  static final FleetSeries REPORTING =
      new FleetSeries("rheostat_replicas_reporting", "Replicas with fresh metrics.", PER_WORKLOAD);
  /// Answering target: 1 or 0.
  static final FleetSeries TARGET_UP =
      new FleetSeries(
          "rheostat_target_up",
          "1 when the target of a placement was seen within 3 minutes, else 0.",
          PER_PLACEMENT);
  /// Age of the placement's status.
  static final FleetSeries TARGET_AGE =
      new FleetSeries(
          "rheostat_target_age_seconds",
          "Time since the target of a placement was last seen.",
          PER_PLACEMENT);
  /// Another autoscaler, or a person.
  static final FleetSeries OTHER_WRITER =
      new FleetSeries(
          "rheostat_target_other_writer",
          "1 when someone else changes the workload's targets, else 0.",
          PER_WORKLOAD);
  /// Measured arrivals.
  static final FleetSeries DEMAND =
      new FleetSeries(
          "rheostat_demand_requests_per_second",
          "Measured request rate over the last 60 s.",
          PER_WORKLOAD);
  /// Mean of the forecast.
  static final FleetSeries PLANNED_EXPECTED =
      new FleetSeries(
          "rheostat_planned_expected_requests_per_second",
          "Mean of the forecast that the newest decision planned for, queue included.",
          PER_WORKLOAD);
  /// Upper end of the forecast.
  static final FleetSeries PLANNED_HIGH =
      new FleetSeries(
          "rheostat_planned_high_requests_per_second",
          "Rate that the forecast of the newest decision hardly ever exceeds, queue included.",
          PER_WORKLOAD);
  /// Look-ahead of the forecast.
  static final FleetSeries PLANNED_HORIZON =
      new FleetSeries(
          "rheostat_planned_horizon_seconds",
          "Time until a replica ordered by the newest decision serves.",
          PER_WORKLOAD);
  /// Reachable objective: 1 or 0.
  static final FleetSeries OBJECTIVE_REACHABLE =
      new FleetSeries(
          "rheostat_objective_reachable",
          "1 when an option within bounds, devices and budget meets the objective, else 0.",
          PER_WORKLOAD);
  /// Declared share of good requests.
  static final FleetSeries ATTAINMENT_OBJECTIVE =
      new FleetSeries(
          "rheostat_attainment_objective_ratio", "Declared share of good requests.", PER_WORKLOAD);
  /// Bound of the estimate.
  static final FleetSeries ATTAINMENT_LOWER =
      new FleetSeries(
          "rheostat_attainment_lower_ratio",
          "Share of good requests over the last 60 s, at least.",
          PER_WORKLOAD);
  /// Bound of the estimate.
  static final FleetSeries ATTAINMENT_UPPER =
      new FleetSeries(
          "rheostat_attainment_upper_ratio",
          "Share of good requests over the last 60 s, at most.",
          PER_WORKLOAD);
  /// TTFT.
  static final FleetSeries TTFT =
      new FleetSeries(
          "rheostat_time_to_first_token_seconds",
          "Time to first token over the last 60 s, across replicas.",
          PER_WORKLOAD);
  /// Declared limit of TTFT.
  static final FleetSeries TTFT_OBJECTIVE =
      new FleetSeries(
          "rheostat_time_to_first_token_objective_seconds",
          "Longest time to first token of a good request.",
          PER_WORKLOAD);
  /// TPOT.
  static final FleetSeries TPOT =
      new FleetSeries(
          "rheostat_time_per_output_token_seconds",
          "Mean time between output tokens over the last 60 s, across replicas.",
          PER_WORKLOAD);
  /// Declared limit of TPOT.
  static final FleetSeries TPOT_OBJECTIVE =
      new FleetSeries(
          "rheostat_time_per_output_token_objective_seconds",
          "Longest mean time between output tokens of a good request.",
          PER_WORKLOAD);
  /// Queue at the engines.
  static final FleetSeries WAITING =
      new FleetSeries(
          "rheostat_requests_waiting", "Requests queued at reporting replicas.", PER_WORKLOAD);
  /// Batches of the engines.
  static final FleetSeries RUNNING =
      new FleetSeries(
          "rheostat_requests_running", "Requests in batches of reporting replicas.", PER_WORKLOAD);
  /// Raw throughput of a training job.
  static final FleetSeries TRAINING_RATE =
      new FleetSeries(
          "rheostat_training_samples_per_second",
          "Training throughput over the last 60 s.",
          PER_WORKLOAD);
  /// Progress of a training job.
  static final FleetSeries TRAINING_PROGRESS =
      new FleetSeries(
          "rheostat_training_progress_ratio",
          "Efficient samples done over all samples of the job.",
          PER_WORKLOAD);
  /// Host memory needed.
  static final FleetSeries MEMORY_USED =
      new FleetSeries(
          "rheostat_host_memory_used_bytes",
          "Highest working set of a replica in the last eight days.",
          PER_PLACEMENT);
  /// Host memory advised.
  static final FleetSeries MEMORY_ADVISED =
      new FleetSeries(
          "rheostat_host_memory_advised_bytes",
          "Host memory that a replica should have.",
          PER_PLACEMENT);
  /// Growth of the disk.
  static final FleetSeries DISK_DAYS =
      new FleetSeries(
          "rheostat_disk_days_until_full",
          "Days until a replica's fullest volume is full at its growth; none while it does not"
              + " grow.",
          PER_PLACEMENT);
  /// Freeze of the workload or of all.
  static final FleetSeries FROZEN =
      new FleetSeries(
          "rheostat_workload_frozen", "1 while nothing may change, else 0.", PER_WORKLOAD);
  /// Question to a person.
  static final FleetSeries PROPOSALS =
      new FleetSeries(
          "rheostat_proposals_waiting",
          "Proposals of the workload that wait for an answer: 0 or 1.",
          PER_WORKLOAD);
  /// Unread metrics of a workload, as reported by ingest.
  static final FleetSeries UNREAD =
      new FleetSeries(
          "rheostat_workload_unread",
          "1 while ingest reports that it does not read the workload's metrics, else 0.",
          PER_WORKLOAD);
  /// Shadow price of a device type.
  static final FleetSeries DEVICE_PRICE =
      new FleetSeries(
          "rheostat_device_shadow_price_usd_per_hour",
          "Net value that one more device would allow, as of the pool's last joint solve.",
          PER_DEVICE);
  /// Shadow price of the budget.
  static final FleetSeries BUDGET_PRICE =
      new FleetSeries(
          "rheostat_budget_shadow_price",
          "Net value that one more dollar of budget would allow, as of the pool's last joint"
              + " solve.",
          PER_POOL);

  /// Denominator of coverage.
  static final FleetSeries COVERAGE_READY =
      new FleetSeries(
          "rheostat_coverage_ready_replicas",
          "Ready replicas that the newest decision knew of.",
          PER_WORKLOAD);
  /// Numerator of coverage.
  static final FleetSeries COVERAGE_REPORTING =
      new FleetSeries(
          "rheostat_coverage_reporting_replicas",
          "Replicas with fresh metrics that the newest decision knew of.",
          PER_WORKLOAD);
  /// Complete coverage, allowing scale-downs: 1 or 0.
  static final FleetSeries COVERAGE_COMPLETE =
      new FleetSeries(
          "rheostat_coverage_complete",
          "1 when the newest decision saw enough to scale down, else 0.",
          PER_WORKLOAD);
  /// Age of the newest decision.
  static final FleetSeries DECISION_AGE =
      new FleetSeries(
          "rheostat_decision_age_seconds",
          "Time since the newest decision; decisions are repeated at least every 60 s.",
          PER_WORKLOAD);
  /// Constant 1 with the newest decision in its labels.
  static final FleetSeries DECISION =
      new FleetSeries(
          "rheostat_decision",
          "Newest decision by kind (hold, resize, proposal, shadow, no_data) and reason (none when"
              + " it has none).",
          List.of("pool", "workload", "kind", "reason"));
  /// Age of the newest decision's sources.
  static final FleetSeries SOURCE_AGE =
      new FleetSeries(
          "rheostat_source_age_seconds",
          "Time since a source of the newest decision last came (metrics, observed, alerts,"
              + " outcomes).",
          List.of("pool", "workload", "source"));
  /// Contradictions between instances.
  static final FleetSeries DIFFERENCES =
      new FleetSeries(
          "rheostat_instance_differences",
          "Declarations in which the files of the instances of this fleet differ.",
          List.of());
  /// Scrape jobs without readings.
  static final FleetSeries JOBS_UNREAD =
      new FleetSeries(
          "rheostat_scrape_jobs_unread",
          "Scrape jobs whose metrics ingest reports not to read.",
          List.of());
  /// Progress of the loop as its topics show it.
  static final FleetSeries LOOP_AGE =
      new FleetSeries(
          "rheostat_loop_age_seconds",
          "Time since the newest estimate, tick, decision or command was read.",
          List.of());

  FleetSeries {
    labels = List.copyOf(labels);
  }
}
