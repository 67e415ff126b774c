package io.rheostat.simulator.loop;

import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.ReplicaGone;
import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import io.rheostat.simulator.engine.ServiceCount;
import io.rheostat.simulator.page.ReplicaPage;
import io.rheostat.simulator.trouble.ArrivingRecord;
import io.rheostat.simulator.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Scrape of a world's pages, with the departures of replicas since the one before.
final class SimulatedScrape {
  private static final Comparator<ReplicaGone> BY_NAME =
      Comparator.comparing(ReplicaGone::workload).thenComparing(ReplicaGone::replica);

  private final World world;

  /// Replicas of the last scrape, each as it is reported once it is gone.
  private Set<ReplicaGone> scrapedBefore = Set.of();

  SimulatedScrape(World world) {
    this.world = world;
  }

  /// Returns the readings of all pages and gateways, then the departures.
  List<ArrivingRecord> at(Instant at) {
    List<ArrivingRecord> scraped = new ArrayList<>();
    Set<ReplicaGone> present = new HashSet<>();
    for (ReplicaPage page : world.pages()) {
      present.add(new ReplicaGone(page.workload(), page.replica()));
      scraped.add(new ArrivingRecord(new WorkloadEvent.Measured(page.reading(at)), at));
    }
    scraped.addAll(gateways(at));
    scrapedBefore.stream()
        .filter(replica -> !present.contains(replica))
        .sorted(BY_NAME)
        .forEach(gone -> scraped.add(new ArrivingRecord(new WorkloadEvent.Left(gone), at)));
    scrapedBefore = present;
    return scraped;
  }

  /// Returns the gateway's request metrics of each service with a minimum of 0 replicas.
  private List<ArrivingRecord> gateways(Instant at) {
    List<ArrivingRecord> readings = new ArrayList<>();
    for (Workload workload : world.scenario().fleet().workloads().values()) {
      Optional<ServiceCount> requests = world.requests(workload.name());
      if (workload.bounds().minReplicas() == 0 && requests.isPresent()) {
        List<Sample> samples =
            List.of(
                new Sample.Scalar(Signal.GATEWAY_REQUESTS, requests.get().arrived()),
                new Sample.Scalar(Signal.GATEWAY_WAITING, requests.get().gateway()));
        String first = workload.placements().getFirst().name();
        Reading reading = new Reading(workload.name(), "gateway", first, at, samples);
        readings.add(new ArrivingRecord(new WorkloadEvent.Measured(reading), at));
      }
    }
    return readings;
  }
}
