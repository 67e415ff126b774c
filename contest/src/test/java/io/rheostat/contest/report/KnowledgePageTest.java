package io.rheostat.contest.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class KnowledgePageTest {
  private static final PolicyRow COLD =
      MadeUpRows.row(SettingsOrigin.RHEOSTAT, "as it is", 12, 9_900);
  private static final PolicyRow WARM =
      MadeUpRows.row(SettingsOrigin.RHEOSTAT, "having seen", 10, 10_000);

  @Test
  void eachKnowledgeIsSetAgainstTheBestInHindsightOfItsOwnConditions() {
    PolicyRow best = MadeUpRows.row(SettingsOrigin.HINDSIGHT, "hpa target=50", 10, 9_500);
    PolicyRow shipped = MadeUpRows.row(SettingsOrigin.SHIPPED, "static 1", 1, 10_000);
    PolicyRow elsewhere =
        MadeUpRows.row(
            SettingsOrigin.HINDSIGHT,
            "static 9",
            1,
            10_000,
            new RunConditions("azure-code", 37, "h100"),
            1);

    String page = KnowledgePage.of(List.of(COLD, WARM), List.of(elsewhere, shipped, best));

    // 85 less 12 and 10: 87 and 90 dollars against 85.
    assertThat(page)
        .contains("| trace | start-up | best in hindsight | as it is | having seen |")
        .contains(
            "| azure-conv | 100 s | hpa target=50 | +2.4 % (99.00 % at 6.00)"
                + " | +5.9 % (100.00 % at 5.00) |");
  }

  @Test
  void withoutACommittedRowThereIsNoComparison() {
    assertThat(KnowledgePage.of(List.of(COLD), List.of()))
        .contains("| azure-conv | 100 s | – | – (99.00 % at 6.00) |");
  }
}
