package io.rheostat.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rheostat.app.testing.RecordingLog;
import io.rheostat.config.settings.Configuration;
import io.rheostat.config.testing.Shipped;
import io.rheostat.ingest.log.IngestPorts;
import io.rheostat.ingest.metrics.IngestMetrics;
import io.rheostat.ingest.scrape.Scraper;
import io.rheostat.ingest.time.IngestTime;
import io.rheostat.model.command.Generation;
import io.rheostat.model.signal.Origin;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import io.rheostat.simulator.page.PyTorchPage;
import io.rheostat.simulator.page.ReplicaPage;
import io.rheostat.simulator.page.VllmPage;
import io.rheostat.simulator.world.World;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The simulator's own values of a replica arrive in the loop: world, page, HTTP, discovery,
/// scraper and reading change nothing.
class PageToReadingTest {
  private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");

  /// Every target is scraped once when the clock jumps by the longer of the two intervals.
  private static final Duration JUMP = Duration.ofSeconds(15);

  private static final int MOMENTS = 16;

  private final RecordingLog log = new RecordingLog();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ScaledClock clock = new ScaledClock(START);

  @Test
  void pagesThatAreScrapedGiveTheSimulatorsOwnReadings(@TempDir Path folder) throws Exception {
    Configuration declared = Shipped.demo();
    World world =
        new World(
            DemoScenario.of(
                declared.fleet(), START, DemoScenario.Traffic.generated(Duration.ofMinutes(10)), 3),
            3);
    IngestPorts ports =
        new IngestPorts(
            log, (_, _) -> {}, new IngestMetrics(registry), new IngestTime(clock, clock, clock));
    int compared = 0;
    try (Journal journal = Journal.open(folder.resolve("journal"), START);
        SimulatedCluster cluster =
            SimulatedCluster.start(world, journal, folder.resolve("discovery"));
        Scraper scraper =
            new Scraper(Demo.scraping(declared, folder, SimulatedRun.SCRAPES), ports)) {
      scraper.start();
      awaitTargets(world.pages());
      for (int moment = 1; moment <= MOMENTS; moment++) {
        Set<String> known = names(world.pages());
        change(world, moment);
        cluster.advanceTo(START.plus(JUMP.multipliedBy(moment)));
        clock.moveTo(world.now());
        List<ReplicaPage> pages = world.pages();
        List<ReplicaPage> listed =
            pages.stream().filter(page -> known.contains(page.replica())).toList();
        await("readings of " + world.now()).untilAsserted(() -> assertArrived(listed, world.now()));
        awaitTargets(pages);
        compared += listed.size();
      }
    } finally {
      clock.stop();
    }
    assertThat(compared).isGreaterThan(MOMENTS * 10);
    assertThat(registry.get("rheostat.ingest.rejects").counters())
        .allSatisfy(counter -> assertThat(counter.count()).isZero());
  }

  /// Replicas come and go, and a job gets wider.
  private static void change(World world, int moment) {
    Generation generation = new Generation(1, moment);
    switch (moment) {
      case 3 -> world.scale("chat", "h100-sxm-tp2", 8, generation);
      case 6 -> world.scale("resnet50", "l40s", 4, generation);
      case 8 -> world.scale("code", "h100-sxm", 1, generation);
      case 11 -> world.scale("chat", "h100-sxm-tp2", 5, generation);
      default -> {}
    }
  }

  private void assertArrived(List<ReplicaPage> pages, Instant at) {
    SortedMap<String, Reading> arrived = merged(log.readings(at));
    for (ReplicaPage page : pages) {
      Reading known = page.reading(at);
      assertThat(arrived).containsKey(page.replica());
      Reading reading = summed(arrived.getOrDefault(page.replica(), known));
      assertThat(percents(reading).samples()).containsExactlyElementsOf(percents(known).samples());
      assertThat(percents(reading)).isEqualTo(percents(known));
    }
  }

  /// The engine's and the devices' part of each replica as one.
  private static SortedMap<String, Reading> merged(List<Reading> readings) {
    SortedMap<String, Reading> merged = new TreeMap<>();
    for (Reading reading : readings) {
      merged.merge(reading.replica(), reading, PageToReadingTest::merge);
    }
    return merged;
  }

  private static Reading merge(Reading first, Reading second) {
    List<Sample> samples = new ArrayList<>(first.samples());
    samples.addAll(second.samples());
    return sorted(second, samples);
  }

  /// The simulator knows a replica's sums; a page tells them by engine and device.
  private static Reading summed(Reading reading) {
    Map<String, List<Sample>> parts = new LinkedHashMap<>();
    for (Sample sample : reading.samples()) {
      parts
          .computeIfAbsent(sample.signal() + " " + bound(sample), _ -> new ArrayList<>())
          .add(sample);
    }
    return sorted(
        reading, new ArrayList<>(parts.values().stream().map(PageToReadingTest::one).toList()));
  }

  private static Sample one(List<Sample> series) {
    DoubleSummaryStatistics values =
        series.stream().mapToDouble(PageToReadingTest::value).summaryStatistics();
    Sample first = series.getFirst();
    double value =
        switch (first.signal().merge()) {
          case SUM -> values.getSum();
          case MEAN -> values.getAverage();
          case MAX -> values.getMax();
        };
    return first instanceof Sample.Bucket bucket
        ? new Sample.Bucket(first.signal(), bucket.upperBound(), value)
        : new Sample.Scalar(first.signal(), value);
  }

  private static double value(Sample sample) {
    return switch (sample) {
      case Sample.Scalar scalar -> scalar.value();
      case Sample.Bucket bucket -> bucket.cumulativeCount();
    };
  }

  private static Reading sorted(Reading second, List<Sample> samples) {
    samples.sort(
        Comparator.<Sample>comparingInt(sample -> sample.signal().number())
            .thenComparingDouble(PageToReadingTest::bound));
    return new Reading(
        second.workload(), second.replica(), second.placement(), second.observedAt(), samples);
  }

  /// DCGM shows utilisation in whole percent; 95 × 0.01 and 95 / 100 differ in their last bit.
  private static Reading percents(Reading reading) {
    List<Sample> samples =
        reading.samples().stream()
            .map(
                sample ->
                    sample instanceof Sample.Scalar(Signal signal, Origin _, double share)
                            && signal == Signal.DEVICE_UTILISATION
                        ? new Sample.Scalar(signal, Math.rint(100 * share))
                        : sample)
            .toList();
    return new Reading(
        reading.workload(), reading.replica(), reading.placement(), reading.observedAt(), samples);
  }

  private static double bound(Sample sample) {
    return sample instanceof Sample.Bucket bucket ? bucket.upperBound() : 0;
  }

  /// Waits until discovery has been followed: a target for the devices of each replica and one for
  /// each page of its engine.
  private void awaitTargets(List<ReplicaPage> pages) {
    long engines =
        pages.stream()
            .filter(page -> !VllmPage.render(page).isEmpty() || !PyTorchPage.render(page).isEmpty())
            .count();
    await("targets")
        .until(
            () ->
                registry.get("rheostat.ingest.targets").gauges().stream()
                        .mapToDouble(Gauge::value)
                        .sum()
                    == pages.size() + engines);
  }

  private static Set<String> names(List<ReplicaPage> pages) {
    Set<String> names = new HashSet<>();
    pages.forEach(page -> names.add(page.replica()));
    return names;
  }
}
