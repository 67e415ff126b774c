package io.rheostat.ingest.discovery;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rheostat.config.settings.ScrapeJob;
import io.rheostat.config.settings.TargetLookup;
import io.rheostat.ingest.discovery.TargetSource.Answer;
import io.rheostat.ingest.exposition.series.Labels;
import io.rheostat.ingest.reject.RejectionReason;
import io.rheostat.ingest.testing.Bench;
import io.rheostat.ingest.testing.Declared;
import io.rheostat.ingest.testing.RecordingLog;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Targets of sources that are asked; the sources are fakes.
final class LookupDiscoveryTest {
  private static final Duration REFRESH = Duration.ofSeconds(30);
  private static final TargetLookup PAGE = page("http://sd/one");
  private static final TargetLookup OTHER = page("http://sd/two");
  private static final TargetLookup DNS = new TargetLookup.Dns("vllm", Optional.empty(), REFRESH);

  private final Bench bench = Bench.with(new RecordingLog());
  private final Map<TargetLookup, TargetSource> sources = new ConcurrentHashMap<>();
  private final Lookups lookups =
      new Lookups(lookup -> () -> requireNonNull(sources.get(lookup)).ask());

  @AfterEach
  void stop() {
    lookups.close();
  }

  @Test
  void targetsAppearAndVanishWithWhatASourceSays() {
    sources.put(PAGE, () -> targets("a:80", "b:80"));
    TargetDiscovery discovery = discovery(job("engines", PAGE));
    await().pollInSameThread().until(() -> addresses(discovery).equals(Set.of("a:80", "b:80")));

    sources.put(PAGE, () -> targets("b:80", "c:80"));
    bench.time().advance(REFRESH);

    await().pollInSameThread().until(() -> addresses(discovery).equals(Set.of("b:80", "c:80")));
    assertThat(bench.rejects().reasons()).isEmpty();
  }

  @Test
  void aFailureKeepsTheTargetsAndIsCountedEachTime() {
    sources.put(PAGE, () -> targets("a:80"));
    TargetDiscovery discovery = discovery(job("engines", PAGE));
    await().pollInSameThread().until(() -> !discovery.refresh().isEmpty());
    sources.put(PAGE, () -> new Answer.Failed("status 500"));

    for (int failures = 1; failures <= 2; failures++) {
      bench.time().advance(REFRESH);
      int expected = failures;
      await()
          .pollInSameThread()
          .until(
              () ->
                  addresses(discovery).equals(Set.of("a:80"))
                      && bench.rejects().reasons().size() == expected);
    }

    assertThat(bench.rejects().reasons()).containsOnly(RejectionReason.MALFORMED_DISCOVERY);
    assertThat(bench.rejects().rejections().getFirst().detail()).isEqualTo("status 500");
    assertThat(bench.counted("rheostat.ingest.rejects", "reason", "malformed_discovery"))
        .isEqualTo(2);
  }

  @Test
  void aHangingSourceDelaysNoOtherJob() {
    CountDownLatch hanging = new CountDownLatch(1);
    sources.put(
        PAGE,
        () -> {
          hanging.await();
          return targets("late:80");
        });
    sources.put(OTHER, () -> targets("b:80"));
    TargetDiscovery discovery = discovery(job("slow", PAGE), job("engines", OTHER));

    await().pollInSameThread().until(() -> addresses(discovery).equals(Set.of("b:80")));
    hanging.countDown();
    await().pollInSameThread().until(() -> addresses(discovery).equals(Set.of("late:80", "b:80")));
  }

  @Test
  void onlyTargetsOfDnsCarryTheJobsLabels() {
    sources.put(
        PAGE,
        () ->
            new Answer.Targets(
                List.of(
                    new TargetGroup(List.of("a:80"), new Labels(Declared.labels("pod", "p"))))));
    sources.put(DNS, () -> targets("b:80"));
    ScrapeJob job = job("engines", PAGE, DNS);
    TargetDiscovery discovery = discovery(job);
    await().pollInSameThread().until(() -> discovery.refresh().size() == 2);

    assertThat(discovery.refresh())
        .extracting(target -> target.labels().values())
        .containsExactlyInAnyOrder(
            Declared.labels("instance", "a:80", "job", "engines", "pod", "p"),
            Declared.labels("instance", "b:80", "job", "engines", "namespace", "chat"));
  }

  @Test
  void aNewDeclarationKeepsTheTargetsUntilItsSourcesHaveSpoken() {
    CountDownLatch late = new CountDownLatch(1);
    sources.put(PAGE, () -> targets("a:80", "b:80"));
    sources.put(
        OTHER,
        () -> {
          late.await();
          return targets("b:80");
        });
    TargetDiscovery discovery = discovery(job("engines", PAGE));
    await().pollInSameThread().until(() -> discovery.refresh().size() == 2);

    discovery.declare(List.of(job("engines", OTHER)));
    assertThat(addresses(discovery)).containsExactlyInAnyOrder("a:80", "b:80");
    assertThat(addresses(discovery)).containsExactlyInAnyOrder("a:80", "b:80");

    late.countDown();
    await().pollInSameThread().until(() -> addresses(discovery).equals(Set.of("b:80")));
  }

  @Test
  void aDeclarationThatNamesASourceAgainKeepsWhatItSaid() {
    sources.put(PAGE, () -> targets("a:80"));
    TargetDiscovery discovery = discovery(job("engines", PAGE));
    await().pollInSameThread().until(() -> discovery.refresh().size() == 1);
    sources.put(PAGE, () -> new Answer.Failed("gone"));

    discovery.declare(List.of(job("renamed", PAGE)));

    assertThat(discovery.refresh())
        .singleElement()
        .satisfies(target -> assertThat(target.labels().value("job")).contains("renamed"));
  }

  private TargetDiscovery discovery(ScrapeJob... jobs) {
    return new TargetDiscovery(List.of(jobs), bench.ports(), lookups);
  }

  private static Set<String> addresses(TargetDiscovery discovery) {
    return discovery.refresh().stream()
        .map(target -> target.page().getAuthority())
        .collect(Collectors.toSet());
  }

  private static ScrapeJob job(String name, TargetLookup... lookups) {
    return new ScrapeJob(
        name,
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        "/metrics",
        List.of(),
        Declared.labels("namespace", "chat"),
        List.of(),
        List.of(lookups));
  }

  private static TargetLookup page(String url) {
    return new TargetLookup.Http(URI.create(url), REFRESH);
  }

  private static Answer targets(String... addresses) {
    return new Answer.Targets(List.of(new TargetGroup(Arrays.asList(addresses), Labels.EMPTY)));
  }
}
