package io.rheostat.app.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LogPositionTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "-30m, 2026-11-24T11:30:00Z",
    "-24h, 2026-11-23T12:00:00Z",
    "-7d, 2026-11-17T12:00:00Z",
    "2026-11-20T00:00:00Z, 2026-11-20T00:00:00Z"
  })
  void timesAreBeforeNowOrWritten(String text, Instant time) {
    assertThat(LogPosition.parse(text, NOW)).isEqualTo(new LogPosition.At(time));
  }

  @Test
  void anOffsetHasItsMark() {
    assertThat(LogPosition.parse("@1200", NOW)).isEqualTo(new LogPosition.Offset(1200));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "-24", "24h", "1200", "@", "@-1", "2026-11-20"})
  void anythingElseIsRefusedWithWhatToWrite(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LogPosition.parse(text, NOW))
        .withMessage(
            "\"%s\" is no position. Write a time such as 2026-11-24T12:00:00Z, -24h, or an offset"
                    .formatted(text)
                + " such as @1200.");
  }
}
