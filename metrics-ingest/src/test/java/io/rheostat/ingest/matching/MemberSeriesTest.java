package io.rheostat.ingest.matching;

import static io.rheostat.ingest.testing.Declared.labels;
import static io.rheostat.ingest.testing.Declared.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.config.settings.Configuration;
import io.rheostat.config.settings.Ingest;
import io.rheostat.config.settings.MemberRule;
import io.rheostat.config.settings.SeriesRule;
import io.rheostat.config.settings.SignalPreset;
import io.rheostat.ingest.exposition.PageFormat;
import io.rheostat.ingest.exposition.series.Labels;
import io.rheostat.ingest.exposition.series.MalformedPageException;
import io.rheostat.ingest.matching.sample.PageReadings;
import io.rheostat.ingest.matching.sample.PageTime;
import io.rheostat.ingest.matching.sample.SampleFate;
import io.rheostat.ingest.testing.Bench;
import io.rheostat.ingest.testing.Declared;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.MetricsBinding;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.signal.Origin;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.Signal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/// Series that carry a pod's name and not its workload.
final class MemberSeriesTest {
  private static final SignalPreset PODS =
      new SignalPreset(
          "pods",
          List.of("exported_pod", "pod"),
          List.of("label_placement"),
          List.of(),
          List.of(),
          List.of(
              new SeriesRule(
                  "kube_pod_status_ready", Signal.REPLICA_READY, labels("condition", "true"), 1)),
          List.of(new MemberRule("kube_pod_labels", new TreeMap<>(), List.of("namespace", "pod"))));
  private static final SignalPreset DEVICES =
      new SignalPreset(
          "devices",
          List.of("exported_pod", "pod"),
          List.of("placement"),
          List.of("gpu"),
          List.of(),
          List.of(rule("DCGM_FI_DEV_POWER_USAGE", Signal.DEVICE_POWER)));
  private static final Labels ORCHESTRATOR = target("10.0.0.1:8080");
  private static final Labels NODE = target("10.0.0.2:9400");

  private final SeriesMatcher matcher = matcher(reading("chat", "l4"), reading("code", "l4"));
  private final TargetReadings pods = matcher.target(ORCHESTRATOR);
  private final TargetReadings node = matcher.target(NODE);
  private Instant now = Bench.START;

  @Test
  void aPodsSeriesOnAnotherPageFindTheWorkload() {
    assertThat(read(pods, told("p0", "chat") + told("p1", "code") + ready("p0", 1)))
        .containsExactly("chat p0 REPLICA_READY");

    assertThat(read(node, power("p0") + power("p1") + power("stranger")))
        .containsExactly("chat p0 DEVICE_POWER", "code p1 DEVICE_POWER");
  }

  @Test
  void seriesThatCameBeforeTheirPodWasKnownAreResolvedAgain() {
    assertThat(read(node, power("p0"))).isEmpty();
    assertThat(read(node, power("p0"))).isEmpty();

    read(pods, told("p0", "chat"));

    assertThat(read(node, power("p0"))).containsExactly("chat p0 DEVICE_POWER");
  }

  @Test
  void aReloadKeepsWhatIsKnownOfPods() throws MalformedPageException {
    read(pods, told("p0", "chat"));

    TargetReadings after =
        matcher
            .redeclared(configuration(reading("chat", "l4"), reading("code", "l4")))
            .target(NODE);

    assertThat(read(after, power("p0"))).containsExactly("chat p0 DEVICE_POWER");
  }

  @Test
  void aPodThatIsNoLongerToldOfIsForgotten() {
    read(pods, told("p0", "chat"));
    pass(Duration.ofMinutes(14));
    assertThat(read(node, power("p0"))).hasSize(1);

    pass(Duration.ofMinutes(2));

    assertThat(read(node, power("p0"))).isEmpty();
  }

  @Test
  void aPodOfTwoWorkloadsIsNobodys() {
    read(pods, told("p0", "chat") + told("p0", "code"));

    PageReadings page = page(node, power("p0"));

    assertThat(page.readings()).isEmpty();
    assertThat(page.count(SampleFate.AMBIGUOUS)).isEqualTo(1);
    assertThat(page.rejections().getFirst().detail()).contains("chat", "code");
  }

  @Test
  void aPodThatMovesIsTheNewWorkloadsInTheEnd() {
    read(pods, told("p0", "chat"));
    assertThat(read(node, power("p0"))).containsExactly("chat p0 DEVICE_POWER");

    List<String> seen = new ArrayList<>();
    for (int minute = 0; minute < 10; minute++) {
      pass(Duration.ofMinutes(1));
      read(pods, told("p0", "code"));
      seen.addAll(read(node, power("p0")));
    }

    assertThat(seen).isNotEmpty().containsOnly("code p0 DEVICE_POWER");
  }

  @Test
  void anOtherWorkloadsShareInAPodCountsEvenWhenItDoesNotReadTheSeries() {
    SeriesMatcher one =
        matcher(
            reading("chat", "l4"),
            workload("code", List.of("l4"), new MetricsBinding("pods", app("code"))));
    read(one.target(ORCHESTRATOR), told("p0", "chat") + told("p0", "code") + told("p1", "code"));

    PageReadings page = page(one.target(NODE), power("p0") + power("p1"));

    assertThat(page.count(SampleFate.AMBIGUOUS)).isEqualTo(1);
    assertThat(page.count(SampleFate.UNCLAIMED)).isEqualTo(1);
  }

  @Test
  void theLabelsThatATargetMovedAsideNameThePod() {
    Labels exporter =
        new Labels(labels("instance", "10.0.0.2:9400", "namespace", "gpus", "pod", "dcgm-7"));
    read(pods, told("p0", "chat"));

    assertThat(read(matcher.target(exporter), power("p0"))).containsExactly("chat p0 DEVICE_POWER");
  }

  @Test
  void thePodsLabelsTellWhereItRuns() {
    SeriesMatcher two = matcher(reading("chat", "big", "small"));
    TargetReadings orchestrator = two.target(ORCHESTRATOR);
    String placed = told("p0", "chat").replace("label_app", "label_placement=\"small\",label_app");
    read(orchestrator, placed);

    assertThat(page(two.target(NODE), power("p0")).readings())
        .extracting(Reading::placement)
        .containsExactly("small");
  }

  @Test
  void whatAScrapeTellsHoldsForPushedSamplesAndTheOtherWayRound() {
    PushReadings pushed = matcher.pushed(Ingest.DEFAULT);
    read(pods, told("p0", "chat"));

    assertThat(push(pushed, "DCGM_FI_DEV_POWER_USAGE", "namespace", "ns", "pod", "p0"))
        .containsExactly("chat p0 DEVICE_POWER");
    assertThat(push(pushed, "DCGM_FI_DEV_POWER_USAGE", "namespace", "ns", "pod", "p1")).isEmpty();
    push(pushed, "kube_pod_labels", "namespace", "ns", "pod", "p1", "label_app", "code");

    assertThat(push(pushed, "DCGM_FI_DEV_POWER_USAGE", "namespace", "ns", "pod", "p1"))
        .containsExactly("code p1 DEVICE_POWER");
    assertThat(read(node, power("p1"))).containsExactly("code p1 DEVICE_POWER");
  }

  @Test
  void aTargetThatKnowsPodsAndDevicesAloneTakesNoReplicaAlong() {
    read(pods, told("p0", "chat") + ready("p0", 1));
    read(node, power("p0"));

    assertThat(pods.replicas()).isEmpty();
    assertThat(node.replicas()).isEmpty();
  }

  @Test
  void aSeriesThatTellsOfNoPodIsRejected() {
    PageReadings page = page(pods, "kube_pod_labels{namespace=\"ns\",label_app=\"chat\"} 1\n");

    assertThat(page.count(SampleFate.UNMATCHED)).isEqualTo(1);
    assertThat(page.rejections().getFirst().detail()).contains("[namespace, pod]");
  }

  /// Pods are told of in part, move, are forgotten and come back, at random.
  @Property(tries = 200)
  void aReadingIsOnlyEverOfTheWorkloadThatWasToldLast(@ForAll long seed) {
    Random random = new Random(seed);
    SeriesMatcher fresh = matcher(reading("chat", "l4"), reading("code", "l4"));
    TargetReadings orchestrator = fresh.target(ORCHESTRATOR);
    TargetReadings devicesOfANode = fresh.target(NODE);
    Map<String, String> owners = new HashMap<>();
    StringBuilder devices = new StringBuilder();
    for (int number = 0; number < 7; number++) {
      devices.append(power("p" + number));
    }
    for (int step = 0; step < 60; step++) {
      pass(Duration.ofSeconds(20 + random.nextInt(100)));
      StringBuilder told = new StringBuilder();
      for (int number = 0; number < 6; number++) {
        String pod = "p" + number;
        if (random.nextInt(3) > 0) {
          String owner = owners.getOrDefault(pod, "chat");
          owners.put(pod, random.nextInt(12) > 0 ? owner : random.nextBoolean() ? "code" : "chat");
          told.append(told(pod, owners.getOrDefault(pod, "")));
        }
      }
      read(orchestrator, told.toString());
      for (Reading reading : page(devicesOfANode, devices.toString()).readings()) {
        assertThat(reading.workload()).isEqualTo(owners.get(reading.replica()));
      }
    }
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private List<String> read(TargetReadings target, String page) {
    return lines(page(target, page));
  }

  private PageReadings page(TargetReadings target, String page) {
    try {
      byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
      return target.read(bytes, PageFormat.TEXT, new PageTime(now, now));
    } catch (MalformedPageException malformed) {
      throw new AssertionError(malformed);
    }
  }

  /// A request of one sample of value 1, a second after the one before.
  private List<String> push(PushReadings pushed, String name, String... namesAndValues) {
    pass(Duration.ofSeconds(1));
    LabelBytes bytes = new LabelBytes();
    add(bytes, "__name__", name);
    labels(namesAndValues).forEach((label, value) -> add(bytes, label, value));
    pushed.begin(new PageTime(now, now));
    pushed.series(bytes, Origin.Temporality.CUMULATIVE);
    pushed.sample(1, now.toEpochMilli());
    return lines(pushed.end().page());
  }

  private static void add(LabelBytes bytes, String name, String value) {
    bytes.add(name.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> lines(PageReadings page) {
    List<String> lines = new ArrayList<>();
    for (Reading reading : page.readings()) {
      reading
          .samples()
          .forEach(
              sample ->
                  lines.add(reading.workload() + " " + reading.replica() + " " + sample.signal()));
    }
    return lines;
  }

  private static String told(String pod, String app) {
    return "kube_pod_labels{namespace=\"ns\",pod=\"%s\",label_app=\"%s\"} 1\n".formatted(pod, app);
  }

  private static String ready(String pod, int value) {
    return "kube_pod_status_ready{namespace=\"ns\",pod=\"%s\",condition=\"true\"} %d\n"
        .formatted(pod, value);
  }

  private static String power(String pod) {
    return "DCGM_FI_DEV_POWER_USAGE{gpu=\"0\",namespace=\"ns\",pod=\"%s\"} 300\n".formatted(pod);
  }

  private static Labels target(String instance) {
    return new Labels(labels("instance", instance));
  }

  private static SortedMap<String, String> app(String name) {
    return labels("namespace", "ns", "label_app", name);
  }

  /// A workload that reads its pods and their devices.
  private static Workload reading(String name, String... placements) {
    return workload(
        name,
        List.of(placements),
        new MetricsBinding("pods", app(name)),
        new MetricsBinding("devices", new TreeMap<>(), true));
  }

  private static Workload workload(
      String name, List<String> placements, MetricsBinding... bindings) {
    Workload base = Declared.workload(name, new TreeMap<>(), placements.toArray(new String[0]));
    return new Workload(
        base.name(),
        base.pool(),
        base.objective(),
        base.model(),
        base.placements(),
        base.bounds(),
        List.of(bindings),
        base.alerts());
  }

  private static SeriesMatcher matcher(Workload... workloads) {
    return new SeriesMatcher(configuration(workloads));
  }

  private static Configuration configuration(Workload... workloads) {
    TreeMap<String, Workload> byName = new TreeMap<>();
    for (Workload workload : workloads) {
      byName.put(workload.name(), workload);
    }
    return new Configuration(
        new Fleet(new TreeMap<>(), new TreeMap<>(), byName),
        new TreeMap<>(Map.of("pods", PODS, "devices", DEVICES)),
        List.of());
  }
}
