package io.rheostat.ingest.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.rheostat.ingest.account.IngestAccounts;
import io.rheostat.ingest.account.JobAccount;
import io.rheostat.ingest.account.WorkloadAccount;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Accounts as metrics: a handful for each declared workload and scrape job, and none for others.
final class AccountMeters {
  private final MeterRegistry registry;
  private final Map<String, List<Meter>> meters = new TreeMap<>();

  AccountMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /// Registers the metrics of the current declaration, and removes the others.
  synchronized void follow(IngestAccounts accounts, InstantSource clock) {
    Map<String, List<Meter>> wanted = new TreeMap<>();
    for (String name : accounts.workloads()) {
      String key = "workload " + name;
      accounts
          .workload(name)
          .ifPresent(
              one ->
                  wanted.put(
                      key,
                      meters.getOrDefault(key, List.of()).isEmpty()
                          ? workload(name, one, clock)
                          : meters.getOrDefault(key, List.of())));
    }
    for (String name : accounts.jobs()) {
      String key = "job " + name;
      accounts
          .job(name)
          .ifPresent(
              one ->
                  wanted.put(
                      key,
                      meters.getOrDefault(key, List.of()).isEmpty()
                          ? job(name, one)
                          : meters.getOrDefault(key, List.of())));
    }
    meters.forEach(
        (key, old) -> {
          if (!wanted.containsKey(key)) {
            old.forEach(registry::remove);
          }
        });
    meters.clear();
    meters.putAll(wanted);
  }

  private List<Meter> workload(String name, WorkloadAccount account, InstantSource clock) {
    List<Meter> made = new ArrayList<>();
    made.add(
        Gauge.builder(
                "rheostat.ingest.workload.age",
                account,
                one -> one.ageSeconds(clock.instant().toEpochMilli()))
            .description("Seconds since a sample of the workload was read; NaN: never")
            .baseUnit("seconds")
            .tag("workload", name)
            .strongReference(true)
            .register(registry));
    made.add(
        FunctionCounter.builder(
                "rheostat.ingest.workload.unread", account, WorkloadAccount::unreadSamples)
            .description("Samples with the workload's labels that none of its presets reads")
            .tag("workload", name)
            .register(registry));
    made.add(
        FunctionCounter.builder(
                "rheostat.ingest.workload.refused.series", account, WorkloadAccount::refusedSeries)
            .description("Series of the workload refused because too many are known")
            .tag("workload", name)
            .register(registry));
    return made;
  }

  private List<Meter> job(String name, JobAccount account) {
    List<Meter> made = new ArrayList<>();
    made.add(
        Gauge.builder("rheostat.ingest.job.targets", account, JobAccount::targets)
            .description("Targets of a scrape job")
            .tag("scrape_job", name)
            .strongReference(true)
            .register(registry));
    made.add(
        Gauge.builder("rheostat.ingest.job.failing", account, JobAccount::failing)
            .description("Targets of a scrape job that could not be read last")
            .tag("scrape_job", name)
            .strongReference(true)
            .register(registry));
    return made;
  }
}
