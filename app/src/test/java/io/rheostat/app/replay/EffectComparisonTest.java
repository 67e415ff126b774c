package io.rheostat.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.app.recording.LogCursor;
import io.rheostat.app.recording.LogRecord;
import io.rheostat.topics.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Effects of the inputs of `pool-log/0`, by hand: each is the text of its value.
final class EffectComparisonTest {
  private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");
  private static final long OURS = 7;

  private final List<LogRecord> records = new ArrayList<>();
  private long from;
  private boolean mayEndEarly;
  private boolean whole = true;

  private static LogRecord record(long input, String value, long core) {
    return new LogRecord(
        0, millis(input), input, core, value, value.getBytes(StandardCharsets.UTF_8));
  }

  private static long millis(long input) {
    return START.plusSeconds(input).toEpochMilli();
  }

  private void recorded(long input, String value) {
    records.add(record(input, value, OURS));
  }

  private static EffectComparison.Place place(long input) {
    return new EffectComparison.Place(Topic.POOL_LOG, 0, input, START.plusSeconds(input));
  }

  private static EffectComparison.Effect effect(long input, String value) {
    return new EffectComparison.Effect(
        value, millis(input), value.getBytes(StandardCharsets.UTF_8));
  }

  /// Replays inputs 0, 1, 2, …, each with the effects of its text, between blanks.
  private EffectComparison.Result replay(String... inputs) throws IOException {
    Iterator<LogRecord> left = records.iterator();
    LogCursor cursor =
        new LogCursor() {
          @Override
          public Optional<LogRecord> next() {
            return left.hasNext() ? Optional.of(left.next()) : Optional.empty();
          }

          @Override
          public void close() {}
        };
    try (EffectComparison comparison =
        new EffectComparison(
            Topic.DECISIONS, new RecordedEffects(cursor, _ -> true, from), mayEndEarly, OURS)) {
      for (int i = 0; i < inputs.length; i++) {
        List<EffectComparison.Effect> effects = new ArrayList<>();
        for (String value : List.of(inputs[i].split(" ", -1))) {
          if (!value.isEmpty()) {
            effects.add(effect(i, value));
          }
        }
        comparison.compare(place(i), effects);
      }
      return comparison.end(place(inputs.length), "decisions/0", whole);
    }
  }

  private static String text(List<byte[]> values) {
    List<String> texts = new ArrayList<>();
    values.forEach(value -> texts.add(new String(value, StandardCharsets.UTF_8)));
    return String.join(" ", texts);
  }

  @Test
  void whatIsAsRecordedDoesNotDiffer() throws IOException {
    recorded(0, "a");
    recorded(2, "b");
    recorded(2, "c");

    EffectComparison.Result result = replay("a", "", "b c", "");

    assertThat(result.differing()).isZero();
    assertThat(result.replayed()).isEqualTo(3);
    assertThat(result.replayedSha256()).isEqualTo(result.recordedSha256());
    assertThat(result.lacking()).isEmpty();
  }

  @Test
  void aDifferenceHasBothSides() throws IOException {
    recorded(1, "a");
    recorded(1, "b");

    EffectComparison.Result result = replay("", "a c");

    assertThat(result.differing()).isEqualTo(1);
    Difference difference = result.differences().getFirst();
    assertThat(difference.offset()).isEqualTo(1);
    assertThat(difference.at()).isEqualTo(START.plusSeconds(1));
    assertThat(text(difference.recorded())).isEqualTo("a b");
    assertThat(text(difference.replayed())).isEqualTo("a c");
    assertThat(result.replayedSha256()).isNotEqualTo(result.recordedSha256());
  }

  @Test
  void anotherTimeIsADifferenceAsWell() throws IOException {
    records.add(
        new LogRecord(0, millis(0) + 1, 0, OURS, "a", "a".getBytes(StandardCharsets.UTF_8)));

    assertThat(replay("a").differing()).isEqualTo(1);
  }

  @Test
  void whatOneSideHasAloneIsADifference() throws IOException {
    recorded(0, "a");
    recorded(2, "c");

    EffectComparison.Result result = replay("", "b", "", "");

    assertThat(result.differing()).isEqualTo(3);
    assertThat(result.differences()).extracting(Difference::offset).containsExactly(0L, 1L, 2L);
    assertThat(text(result.differences().get(1).recorded())).isEmpty();
    assertThat(text(result.differences().get(2).replayed())).isEmpty();
  }

  @Test
  void theEffectsOfTheLastInputsAreComparedToo() throws IOException {
    recorded(0, "a");
    recorded(1, "b");
    recorded(1, "c");

    assertThat(replay("a", "b").differing()).isEqualTo(1);
  }

  @Test
  void repetitionsAfterACrashDoNotCount() throws IOException {
    recorded(0, "a");
    recorded(1, "b");
    recorded(0, "a");
    recorded(1, "b");
    recorded(1, "b");
    recorded(2, "c");

    assertThat(replay("a", "b", "c").differing()).isZero();
  }

  @Test
  void whatLiesBeforeTheSectionIsPassedOver() throws IOException {
    recorded(0, "x");
    recorded(1, "b");
    from = 1;

    EffectComparison.Result result = replay("", "b");

    assertThat(result.differing()).isZero();
  }

  @Test
  void anEndThatIsLackingIsLeftOutForFiveMinutes() throws IOException {
    recorded(0, "a");
    mayEndEarly = true;
    String[] inputs = new String[302];
    Arrays.fill(inputs, "a");

    assertThat(replay("a", "b", "c").differing()).isZero();
    assertThat(replay("a", "b", "c").lacking()).isEmpty();
    assertThat(replay(inputs).lacking())
        .contains(
            "decisions/0 ends at 2026-11-24T12:00:00Z, and pool-log/0 at 2026-11-24T12:05:02Z");
  }

  @Test
  void aRecordingWithoutAnyEffectIsLacking() throws IOException {
    mayEndEarly = true;

    assertThat(replay("a").lacking())
        .contains("decisions/0 has nothing of what pool-log/0 leads to");
    assertThat(replay("").lacking()).isEmpty();
  }

  @Test
  void effectsOfLaterInputsShowThatTheLogWasCutOff() throws IOException {
    recorded(0, "a");
    recorded(5, "b");

    assertThat(replay("a").lacking())
        .contains("pool-log/0 ends before offset 1, and decisions/0 has effects of later inputs");
    whole = false;
    assertThat(replay("a").lacking()).isEmpty();
  }

  @Test
  void whatDiffersAfterAnotherVersionWroteIsItsDoing() throws IOException {
    recorded(0, "x");
    records.add(record(1, "b", OURS + 1));
    records.add(record(2, "y", OURS + 1));
    recorded(3, "z");

    EffectComparison.Result result = replay("a", "b", "c", "d");

    assertThat(result.differing()).isEqualTo(1);
    assertThat(result.otherVersion()).isEqualTo(2);
    assertThat(result.otherSince()).contains(place(1));
  }

  @Test
  void aRecordOfAnUnknownVersionIsCompared() throws IOException {
    records.add(record(0, "x", 0));

    EffectComparison.Result result = replay("a");

    assertThat(result.differing()).isEqualTo(1);
    assertThat(result.otherSince()).isEmpty();
  }
}
