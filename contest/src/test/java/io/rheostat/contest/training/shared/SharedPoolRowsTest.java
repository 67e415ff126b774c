package io.rheostat.contest.training.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Rows of runs, as JSON and as the page.
final class SharedPoolRowsTest {
  private static SharedPoolResult row(int split, int hours, double value, double delay) {
    return new SharedPoolResult(
        new SharedPoolCase(split, hours),
        split == 24 ? 0.98 : 0.974,
        value,
        delay,
        1_500,
        50_000,
        2,
        3,
        400,
        800);
  }

  private static final SharedPoolRows ROWS =
      new SharedPoolRows(
          List.of(
              row(0, SharedPoolCase.ALL_HOURS, 2_600, 600),
              row(16, SharedPoolCase.ALL_HOURS, 2_700, 900),
              row(24, SharedPoolCase.ALL_HOURS, 2_500, 900),
              row(0, 2, 300, 10)));

  @Test
  void netIsWhatRequestsEarnLessWhatDelayCosts() {
    assertThat(row(0, 20, 2_600, 600).netUsd()).isEqualTo(2_000);
  }

  @Test
  void theRowsAreReadAsTheyWereWritten() throws IOException {
    assertThat(SharedPoolRows.read(ROWS.json())).isEqualTo(ROWS);
  }

  @Test
  void aRowThatIsOtherOrNewHasDrifted() {
    SharedPoolRows now =
        new SharedPoolRows(List.of(row(0, 2, 300, 11), row(24, 20, 2_500, 900), row(8, 2, 1, 1)));

    assertThat(now.drifted(ROWS))
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).contains("delayUsd=10.0", "delayUsd=11.0"))
        .anySatisfy(line -> assertThat(line).startsWith("not in the committed report"));
    assertThat(ROWS.drifted(ROWS)).isEmpty();
  }

  @Test
  void thePageComparesWithTheBestSplitAndTheBestThatKeepsTheAttainment() {
    SharedPoolRows low =
        new SharedPoolRows(
            List.of(
                row(0, SharedPoolCase.ALL_HOURS, 2_600, 600),
                new SharedPoolResult(
                    new SharedPoolCase(8, SharedPoolCase.ALL_HOURS),
                    0.9,
                    2_600,
                    700,
                    900,
                    9_000,
                    0,
                    3,
                    160,
                    900),
                row(24, SharedPoolCase.ALL_HOURS, 2_500, 900)));

    String page = SharedPoolPage.of(low).replace('\n', ' ');
    assertThat(page)
        .contains("One pool earns 2000 $ in 20 hours; its service attains 97.40 %")
        .contains("has 24 of 64 devices for the service and earns 1600 $")
        .contains("the pool earns 25.0 % more. The best of all splits has 8, earns 1900 $")
        .contains("attains 90.00 %: the pool earns 5.3 % more.");
  }

  @Test
  void theTableHasTheRowsOfTheWholeTime() {
    assertThat(SharedPoolPage.of(ROWS))
        .contains("| one pool | 97.40 % | 2600 | 600 | 2000 |", "| 16 | 97.40 %", "| 24 | 98.00 %")
        .doesNotContain("| 290 |");
  }

  @Test
  void thePageNeedsOnePoolAndASplit() {
    assertThatThrownBy(() -> SharedPoolPage.of(new SharedPoolRows(List.of())))
        .hasMessage("there is no run of one pool.");
    assertThatThrownBy(() -> SharedPoolPage.of(new SharedPoolRows(List.of(ROWS.rows().getFirst()))))
        .hasMessage("there is no run of a split.");
  }
}
