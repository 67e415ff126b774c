package io.rheostat.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.plan.decision.PlanEffect;
import io.rheostat.core.stage.Given;
import io.rheostat.model.command.Generation;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.GuardStage;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.signal.Alert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Twelve replicas hold a steady load; alerts come on top. The default response is in force: a
/// floor of 1.25 times for ten minutes.
final class AlertFloorsTest {
  private static final double RATE = 20;

  private final Workload chat =
      Given.service("chat", "main", Given.bounds(1, 100), Given.placement("a", "h100"));
  private final PlanHost host = new PlanHost();
  private int now;

  @BeforeEach
  void settle() {
    host.declare(Given.declare(1, Given.device("h100", 4)));
    host.declare(Given.declare(1, Given.pool("main", Map.of("h100", 100))));
    host.declare(Given.declare(1, chat));
    host.observed(chat, Generation.NONE, Given.running("a", 12));
    run(200);
  }

  /// Runs for so many seconds; the target obeys at once.
  ///
  /// @return the desired replicas after each second
  private List<Integer> run(int seconds) {
    List<Integer> desired = new ArrayList<>();
    for (int i = 0; i < seconds; i++) {
      now++;
      host.at(now);
      int live = host.desired(chat).total();
      var estimate = Given.estimate(chat, host.now(), Given.fresh(live), RATE, 2.0);
      PlanHost.command(host.estimate(estimate)).ifPresent(command -> host.obey(chat, command));
      PlanHost.command(host.tick()).ifPresent(command -> host.obey(chat, command));
      desired.add(host.desired(chat).total());
    }
    return desired;
  }

  private List<PlanEffect> tell(String name, String fingerprint, boolean firing, Instant start) {
    Alert alert = new Alert("chat", name, firing, start, fingerprint);
    List<PlanEffect> effects = host.alert(chat, alert);
    PlanHost.command(effects).ifPresent(command -> host.obey(chat, command));
    return effects;
  }

  private int desired() {
    return host.desired(chat).total();
  }

  private static int floorOver(int before) {
    return (int) Math.ceil(1.25 * before);
  }

  private static int most(List<Integer> desired) {
    return desired.stream().mapToInt(Integer::intValue).max().orElseThrow();
  }

  private static int fewest(List<Integer> desired) {
    return desired.stream().mapToInt(Integer::intValue).min().orElseThrow();
  }

  @Test
  void anAlertThatIsRepeatedEachMinuteRaisesOnceAndItsHoldEndsForGood() {
    int before = desired();
    Instant start = host.now();
    List<Integer> whileHeld = new ArrayList<>();
    List<Integer> afterwards = new ArrayList<>();
    for (int minute = 0; minute < 40; minute++) {
      tell("Slow", "f", true, start);
      (minute < 9 ? whileHeld : afterwards).addAll(run(60));
    }

    assertThat(most(whileHeld)).isEqualTo(floorOver(before));
    assertThat(fewest(whileHeld)).isEqualTo(floorOver(before));
    assertThat(most(afterwards.subList(120, afterwards.size()))).isLessThanOrEqualTo(before);
    assertThat(fewest(afterwards)).as("untroubled: %d", before).isGreaterThanOrEqualTo(before);
  }

  @Test
  void severalAlertsNeverMultiply() {
    int before = desired();
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      tell("Slow" + i % 3, "pod-" + i, true, host.now());
      all.addAll(run(60));
    }

    assertThat(most(all)).isEqualTo(floorOver(before));
  }

  @Test
  void anAlertThatIsResolvedAndFiresAgainNeverMultiplies() {
    int before = desired();
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Instant start = host.now();
      tell("Slow", "f", true, start);
      all.addAll(run(45));
      tell("Slow", "f", false, start);
      all.addAll(run(15));
    }

    assertThat(most(all)).isEqualTo(floorOver(before));
  }

  @Test
  void whatIsHeldOnStaleDataStaysTheAlertsOwnHoweverLongItTakes() {
    int before = desired();
    tell("Slow", "f", true, host.now());
    for (int i = 0; i < 3600; i++) {
      host.at(++now);
      host.tick();
    }

    tell("Other", "g", true, host.now());

    assertThat(desired()).isEqualTo(floorOver(before));
  }

  @Test
  void afterAllAreOverAnAlertCountsFromWhatIsHeldThen() {
    Instant start = host.now();
    tell("Slow", "f", true, start);
    run(60);
    tell("Slow", "f", false, start);
    run(1200);
    int before = desired();
    assertThat(host.member(chat).floors()).isEmpty();

    tell("Slow", "f", true, host.now());

    assertThat(desired()).isEqualTo(floorOver(before));
  }

  @Test
  void theResolvedOfOneSetOfLabelsDoesNotEndAnothers() {
    int before = desired();
    Instant start = host.now();
    tell("Slow", "pod-a", true, start);
    tell("Slow", "pod-b", true, start);
    run(60);

    tell("Slow", "pod-a", false, start);

    assertThat(fewest(run(420))).isEqualTo(floorOver(before));
    tell("Slow", "pod-b", false, start);
    run(60);
    assertThat(desired()).isLessThanOrEqualTo(before);
  }

  @Test
  void aLateResolvedOfAnEarlierInstanceDoesNotEndTheLaterOne() {
    int before = desired();
    Instant first = host.now();
    tell("Slow", "f", true, first);
    run(30);
    tell("Slow", "f", true, host.now());
    run(5);

    tell("Slow", "f", false, first);

    assertThat(fewest(run(300))).isEqualTo(floorOver(before));
  }

  @Test
  void aRepeatThatComesAfterTheResolvedDoesNotBeginTheHoldAnew() {
    int before = desired();
    Instant start = host.now();
    tell("Slow", "f", true, start);
    run(540);
    tell("Slow", "f", false, start);
    run(30);

    tell("Slow", "f", true, start);

    assertThat(most(run(300).subList(100, 300))).isLessThanOrEqualTo(before);
  }

  @Test
  void anAlertWithoutAStartEndsWithItsResolvedAndMayFireAgain() {
    int before = desired();
    tell("Slow", "f", true, Alert.UNKNOWN);
    run(30);
    tell("Slow", "f", false, Alert.UNKNOWN);
    run(300);
    assertThat(desired()).isLessThanOrEqualTo(before);

    tell("Slow", "f", true, Alert.UNKNOWN);

    assertThat(desired()).isEqualTo(floorOver(before));
  }

  @Test
  void aStartFromTheFutureHealsOnceTheClockIsRight() {
    int before = desired();
    tell("Slow", "f", true, host.now().plusSeconds(86_400));
    run(1500);
    assertThat(desired()).isLessThanOrEqualTo(before);

    Instant start = host.now();
    tell("Slow", "f", true, start);
    assertThat(desired()).isEqualTo(floorOver(before));
    tell("Slow", "f", false, start);
    run(120);

    assertThat(desired()).isLessThanOrEqualTo(before);
  }

  @Test
  void anAlertThatTheWorkloadDoesNotNameRaisesNothing() {
    int before = desired();
    Workload choosy =
        new Workload(
            chat.name(),
            chat.pool(),
            chat.objective(),
            chat.model(),
            chat.placements(),
            chat.bounds(),
            chat.metrics(),
            chat.alerts(),
            Mode.ACT,
            List.of("Slow"));
    host.declare(Given.declare(2, choosy));
    run(5);

    tell("DiskFull", "f", true, host.now());
    assertThat(desired()).isEqualTo(before);
    tell("Slow", "f", true, host.now());
    assertThat(desired()).isEqualTo(floorOver(before));
  }

  @Test
  void theDecisionNamesTheAlertsThatRaisedIt() {
    List<PlanEffect> effects = tell("Slow", "f", true, host.now());

    Optional<Decision> decided = PlanHost.decisions(effects).stream().findFirst();
    assertThat(decided).isPresent();
    assertThat(decided.get().rationale().guards())
        .filteredOn(note -> note.stage() == GuardStage.ALERT)
        .singleElement()
        .satisfies(note -> assertThat(note.detail()).contains("Slow"));
  }

  @Tag("long")
  @Test
  void aStormOfAThousandAlertsIsBoundedAndRaisesOnce() {
    int before = desired();
    List<Integer> all = new ArrayList<>();
    Instant start = host.now();
    for (int minute = 0; minute < 25; minute++) {
      for (int i = 0; i < 1000; i++) {
        tell("Slow", "pod-" + i, true, start);
      }
      all.addAll(run(60));
    }

    assertThat(host.member(chat).floors()).hasSizeLessThanOrEqualTo(256);
    assertThat(most(all)).isEqualTo(floorOver(before));
    assertThat(desired()).isLessThanOrEqualTo(before);
  }
}
