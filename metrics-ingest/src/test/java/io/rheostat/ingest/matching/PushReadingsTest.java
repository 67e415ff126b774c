package io.rheostat.ingest.matching;

import static io.rheostat.ingest.testing.Pushing.NOW;
import static io.rheostat.ingest.testing.Pushing.told;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.rheostat.config.settings.Ingest;
import io.rheostat.ingest.matching.sample.PageTime;
import io.rheostat.ingest.matching.sample.SampleFate;
import io.rheostat.ingest.testing.Bench;
import io.rheostat.ingest.testing.Pushing;
import io.rheostat.model.signal.Origin;
import io.rheostat.model.signal.Reading;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Readings of pushed series, request by request, and the time they are remembered.
final class PushReadingsTest {
  private static final String RUNNING = "vllm:num_requests_running";

  private final PushReadings readings = Pushing.matcher().pushed(Ingest.DEFAULT);
  private Instant now = Bench.START;

  @Test
  void samplesOfAReplicaAtOneTimeAreOneReading() {
    begin(readings);
    take(readings, RUNNING, "chat-0", 3);
    take(readings, "vllm:num_requests_waiting", "chat-0", 1);
    take(readings, RUNNING, "chat-1", 5);

    List<Reading> page = readings.end().page().readings();

    assertThat(page).hasSize(2);
    assertThat(told(page))
        .containsExactly(
            "chat-0 REQUESTS_RUNNING 3.0",
            "chat-0 REQUESTS_WAITING 1.0",
            "chat-1 REQUESTS_RUNNING 5.0");
  }

  @Test
  void aSenderThatCatchesUpLosesNoneOfItsManyTimes() {
    begin(readings);
    series(readings, RUNNING, "chat-0", Origin.Temporality.CUMULATIVE);
    for (int time = 0; time < 1_000; time++) {
      readings.sample(time, NOW - 1_000 + time);
    }

    List<Reading> page = readings.end().page().readings();

    assertThat(page).extracting(Reading::observedAt).hasSize(1_000).isSorted();
  }

  @Test
  void growthAndTotalsAreDifferentSeries() {
    begin(readings);
    series(readings, RUNNING, "chat-0", Origin.Temporality.CUMULATIVE);
    readings.sample(3, NOW);
    series(readings, RUNNING, "chat-0", Origin.Temporality.DELTA);
    readings.sample(4, NOW);

    assertThat(readings.end().page().readings().getFirst().samples())
        .extracting(sample -> sample.origin().temporality())
        .containsExactlyInAnyOrder(Origin.Temporality.CUMULATIVE, Origin.Temporality.DELTA);
    assertThat(readings.knownSeries()).isEqualTo(2);
  }

  @Test
  void aSeriesIsForgottenAfter15Minutes() {
    pushed("chat-0");
    now = now.plus(Duration.ofMinutes(14));
    pushed("chat-1");

    assertThat(readings.knownSeries()).isEqualTo(2);

    now = now.plus(Duration.ofMinutes(2));
    pushed("chat-1");

    assertThat(readings.knownSeries()).isEqualTo(1);
  }

  @Test
  void aForgottenSeriesIsReadAgainWhenItComesBack() {
    pushed("chat-0");
    now = now.plus(Duration.ofHours(1));
    pushed("chat-1");
    List<Reading> back = pushed("chat-0");

    assertThat(told(back)).containsExactly("chat-0 REQUESTS_RUNNING 3.0");
  }

  @Test
  void aSeriesThatIsSentAllTheTimeIsNeverForgotten() {
    for (int minute = 0; minute < 40; minute++) {
      assertThat(pushed("chat-0")).hasSize(1);
      assertThat(readings.knownSeries()).isEqualTo(1);
      now = now.plus(Duration.ofMinutes(1));
    }
  }

  @Test
  void noMoreSeriesThanTheLimitAreKnownAndTheKnownOnesAreStillRead() {
    PushReadings narrow = Pushing.matcher().pushed(Pushing.limits(10, 64, 2, 1e6));
    begin(narrow);
    take(narrow, RUNNING, "chat-0", 1);
    take(narrow, RUNNING, "chat-1", 1);
    narrow.end();

    begin(narrow);
    boolean third = take(narrow, RUNNING, "chat-2", 1);
    boolean first = take(narrow, RUNNING, "chat-0", 2);
    PushedReadings pushed = narrow.end();

    assertThat(third).isFalse();
    assertThat(first).isTrue();
    assertThat(pushed.firstError())
        .hasValueSatisfying(words -> assertThat(words).contains("2 series are known"));
    assertThat(told(pushed.page().readings())).containsExactly("chat-0 REQUESTS_RUNNING 2.0");
  }

  @Test
  void aRefusedSeriesIsNotRemembered() {
    begin(readings);
    series(readings, "", "chat-0", Origin.Temporality.CUMULATIVE);
    readings.sample(1, NOW);
    readings.end();

    assertThat(readings.knownSeries()).isZero();
  }

  @Test
  void anErrorIsOfItsRequestOnly() {
    begin(readings);
    readings.refuse("broken");
    PushedReadings first = readings.end();
    begin(readings);
    PushedReadings second = readings.end();

    assertThat(first.firstError()).contains("broken");
    assertThat(first.page().count(SampleFate.INVALID)).isEqualTo(1);
    assertThat(second.firstError()).isEmpty();
    assertThat(second.page().rejections()).isEmpty();
  }

  @Test
  void whatARequestThatWasGivenUpLeftIsNotInTheNext() {
    begin(readings);
    take(readings, RUNNING, "chat-0", 3);
    readings.refuse("broken");
    // It breaks off here.
    begin(readings);
    take(readings, RUNNING, "chat-1", 4);
    PushedReadings next = readings.end();

    assertThat(told(next.page().readings())).containsExactly("chat-1 REQUESTS_RUNNING 4.0");
    assertThat(next.page().rejections()).isEmpty();
    assertThat(next.firstError()).isEmpty();
  }

  @Test
  void aSampleFromMoreThanAnHourAgoIsNotUsedAndNoError() {
    begin(readings);
    series(readings, RUNNING, "chat-0", Origin.Temporality.CUMULATIVE);
    boolean taken = readings.sample(1, NOW - 3_600_001);
    PushedReadings pushed = readings.end();

    assertThat(taken).isTrue();
    assertThat(pushed.page().readings()).isEmpty();
    assertThat(pushed.page().count(SampleFate.LATE)).isEqualTo(1);
    assertThat(pushed.firstError()).isEmpty();
  }

  @Test
  void aKnownSeriesMakesNoObjects() {
    begin(readings);
    LabelBytes labels = labels(RUNNING, "chat-0");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int warm = 0; warm < 20_000; warm++) {
      readings.series(labels, Origin.Temporality.CUMULATIVE);
      readings.sample(3, NOW);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int sample = 0; sample < 10_000; sample++) {
      readings.series(labels, Origin.Temporality.CUMULATIVE);
      readings.sample(3, NOW);
    }
    long each = (threads.getCurrentThreadAllocatedBytes() - before) / 10_000;

    // The hash is an object where the compiler has not taken it away.
    assertThat(each).isLessThanOrEqualTo(64);
  }

  private List<Reading> pushed(String pod) {
    begin(readings);
    take(readings, RUNNING, pod, 3);
    return readings.end().page().readings();
  }

  private void begin(PushReadings to) {
    to.begin(new PageTime(now, now));
  }

  private boolean take(PushReadings to, String metric, String pod, double value) {
    series(to, metric, pod, Origin.Temporality.CUMULATIVE);
    return to.sample(value, now.toEpochMilli());
  }

  private static void series(
      PushReadings to, String metric, String pod, Origin.Temporality temporality) {
    to.series(labels(metric, pod), temporality);
  }

  private static LabelBytes labels(String metric, String pod) {
    LabelBytes labels = new LabelBytes();
    labels.add(bytes("__name__"), bytes(metric));
    labels.add(bytes("namespace"), bytes("chat"));
    labels.add(bytes("pod"), bytes(pod));
    return labels;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
