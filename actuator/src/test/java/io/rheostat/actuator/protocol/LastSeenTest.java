package io.rheostat.actuator.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementLook;
import io.rheostat.model.command.PlacementStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LastSeenTest {
  private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
  private static final Generation CARRIED = new Generation(1, 7);

  private final LastSeen lastSeen = new LastSeen();

  private static Observed look(Instant at, boolean silent) {
    return look(at, silent, false);
  }

  private static Observed look(Instant at, boolean silent, boolean failed) {
    List<PlacementStatus> statuses =
        silent
            ? List.of()
            : List.of(
                new PlacementStatus("big", 3, 3, 0, 0, 0, Optional.empty(), Optional.empty()));
    PlacementLook look =
        silent
            ? new PlacementLook("big", Optional.empty(), Optional.empty(), Optional.of("silence"))
            : new PlacementLook("big", Optional.of(at), Optional.of(CARRIED), Optional.empty());
    return new Observed(
        "chat",
        "east",
        at,
        silent ? Generation.NONE : CARRIED,
        statuses,
        failed,
        Optional.empty(),
        List.of(look),
        failed);
  }

  @Test
  void anEndedJobWhoseTargetFallsSilentStaysEndedUntilItAnswersOtherwise() {
    lastSeen.completed(look(NOW, false, true));

    Observed silent = lastSeen.completed(look(NOW.plusSeconds(30), true));
    assertThat(silent.complete()).isTrue();
    assertThat(silent.failed()).isTrue();

    Observed again = lastSeen.completed(look(NOW.plusSeconds(60), false));
    assertThat(again.complete()).isFalse();
    assertThat(again.failed()).isFalse();
  }

  @Test
  void aTargetThatFallsSilentKeepsItsStatusWithItsAgeAndTheReason() {
    lastSeen.completed(look(NOW, false));

    Observed after = lastSeen.completed(look(NOW.plusSeconds(30), true));
    Observed later = lastSeen.completed(look(NOW.plusSeconds(60), true));

    for (Observed silent : List.of(after, later)) {
      assertThat(silent.status("big"))
          .hasValueSatisfying(status -> assertThat(status.ready()).isEqualTo(3));
      assertThat(silent.observedAt("big")).contains(NOW);
      assertThat(silent.unknown("big")).contains("silence");
      assertThat(silent.generation()).isEqualTo(CARRIED);
    }
  }

  @Test
  void aTargetThatWasNeverSeenHasNoStatus() {
    Observed silent = lastSeen.completed(look(NOW, true));

    assertThat(silent.status("big")).isEmpty();
    assertThat(silent.observedAt("big")).isEmpty();
  }

  @Test
  void aTargetThatFallsSilentIsAChangeWorthAReportAndItsAgeAloneIsNone() {
    ObservationReports reporting = new ObservationReports(Duration.ofMinutes(1));
    assertThat(reporting.next(lastSeen.completed(look(NOW, false)))).isPresent();

    assertThat(reporting.next(lastSeen.completed(look(NOW.plusSeconds(1), true)))).isPresent();
    assertThat(reporting.next(lastSeen.completed(look(NOW.plusSeconds(2), true)))).isEmpty();
    assertThat(reporting.next(lastSeen.completed(look(NOW.plusSeconds(3), false)))).isPresent();
    assertThat(reporting.next(lastSeen.completed(look(NOW.plusSeconds(4), false)))).isEmpty();
  }

  @Test
  void theFirstLookAfterACommandIsReportedAlthoughItShowsNothingNew() {
    ObservationReports reporting = new ObservationReports(Duration.ofMinutes(1));
    reporting.next(look(NOW, false));

    assertThat(reporting.next(look(NOW.plusSeconds(1), false), true)).isPresent();
  }
}
