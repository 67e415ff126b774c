package io.rheostat.contest.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rheostat.contest.picture.CostPicture;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PoliciesReportTest {
  private static final RunConditions QUICK = new RunConditions("azure-conv", 37, "h100");
  private static final PolicyRow OWN =
      MadeUpRows.row(SettingsOrigin.RHEOSTAT, "rheostat", 12, 9_950);

  @Test
  void theSameRowsGiveTheSameBytes() {
    List<PolicyRow> rows = new ArrayList<>(MadeUpRows.matrix(MadeUpRows.CONV, 1));
    List<PolicyRow> again = List.copyOf(MadeUpRows.matrix(MadeUpRows.CONV, 1));

    assertThat(PoliciesPage.of(rows)).isEqualTo(PoliciesPage.of(again));
    assertThat(CostPicture.of(rows)).isEqualTo(CostPicture.of(again));
    assertThat(RowsJson.write(rows)).isEqualTo(RowsJson.write(again));
  }

  @Test
  void rowsSurviveJson() {
    List<PolicyRow> rows = new ArrayList<>(MadeUpRows.matrix(MadeUpRows.CONV, 1));
    rows.add(
        new PolicyRow(
            "none", SettingsOrigin.SHIPPED, QUICK, OWN.result(), Double.POSITIVE_INFINITY));

    String json = RowsJson.write(rows);

    assertThat(RowsJson.read(json)).isEqualTo(rows);
    assertThat(json.lines()).hasSize(rows.size() + 2);
    assertThat(json).contains("\"costLowerBoundUsd\":null");
  }

  @Test
  void jsonThatIsNoReportIsRefusedWithTheRow() {
    assertThatThrownBy(() -> RowsJson.read("{}")).hasMessageContaining("no JSON array");
    assertThatThrownBy(() -> RowsJson.read("[")).hasMessageContaining("no JSON");
    assertThatThrownBy(() -> RowsJson.read("[{\"trace\":\"a\"}]"))
        .hasMessageContaining("row 1: startupSeconds is missing");
  }

  @Test
  void aFamilyThatEarnsMoreIsListedWithBothRatios() {
    PolicyRow better = MadeUpRows.row(SettingsOrigin.HINDSIGHT, "hpa target=50", 10, 9_990);
    PolicyRow worse = MadeUpRows.row(SettingsOrigin.SHIPPED, "static 12", 20, 10_000);

    String losses = section(PoliciesPage.of(List.of(OWN, better, worse)), "## Where it loses");

    // Net 87.5 to 89.9, cost 12 to 10.
    assertThat(losses)
        .contains(
            "| azure-conv, start-up 100 s, h100 | hpa target=50 | tuned in hindsight | -2.7 % |"
                + " +20.0 % | -0.40 | yes |")
        .doesNotContain("static 12");
  }

  @Test
  void aHalfTunedPolicyThatBeatsItOnCostAndAttainmentIsListedThoughItsFamilyHasABetter() {
    PolicyRow best = MadeUpRows.row(SettingsOrigin.HINDSIGHT, "hpa target=50", 11, 9_990);
    PolicyRow honest = MadeUpRows.row(SettingsOrigin.HALF_TUNED, "hpa target=60", 11.5, 9_960);

    String losses = section(PoliciesPage.of(List.of(OWN, best, honest)), "## Where it loses");

    assertThat(losses).contains("| hpa target=50 |", "| hpa target=60 |");
  }

  @Test
  void theClairvoyantIsNoRival() {
    PolicyRow clairvoyant = MadeUpRows.row(SettingsOrigin.CLAIRVOYANT, "clairvoyant", 9, 10_000);

    String page = PoliciesPage.of(List.of(OWN, clairvoyant));

    assertThat(page).contains("No family beats it", "| clairvoyant | clairvoyant | 100.00 % |");
  }

  @Test
  void theSummaryHasALineForEachTraceAndStartUp() {
    List<PolicyRow> rows = new ArrayList<>(MadeUpRows.matrix(MadeUpRows.CONV, 1));
    rows.addAll(MadeUpRows.matrix(QUICK, 2));

    String summary = section(PoliciesPage.of(rows), "## Where Rheostat stands");

    assertThat(summary)
        .contains("| azure-conv | 37 s | h100 | 99.60 % | 12.40 | 1.56 | 87.20 |")
        .contains("| azure-conv | 100 s | h100 | 99.60 % | 12.40 | 1.56 | 87.20 |");
    assertThat(summary.indexOf("| 37 s |")).isLessThan(summary.indexOf("| 100 s |"));
  }

  @Test
  void seedsOfAPolicyAreOneStanding() {
    PolicyRow first = MadeUpRows.row(SettingsOrigin.RHEOSTAT, "rheostat", 10, 10_000, QUICK, 1);
    PolicyRow second = MadeUpRows.row(SettingsOrigin.RHEOSTAT, "rheostat", 14, 9_800, QUICK, 2);

    assertThat(PoliciesPage.of(List.of(first, second)))
        .contains("| **rheostat** | Rheostat | 99.00 % | 6.00 | 12.00 | 87.00 | 1.52 |")
        .contains("| bound | at that attainment | 99.00 % | 3.96 | 7.92 |");
  }

  @Test
  void aTargetSaysWhetherItIsReached() {
    RunConditions ramp = new RunConditions("llm-d-ramp-constant", 100, "h100-sxm");
    PolicyRow good = MadeUpRows.row(SettingsOrigin.RHEOSTAT, "rheostat", 10.4, 9_950, ramp, 1);
    PolicyRow dear = MadeUpRows.row(SettingsOrigin.RHEOSTAT, "rheostat", 10.6, 9_990, ramp, 1);

    // Replicas are half the dollars.
    assertThat(section(PoliciesPage.of(List.of(good)), "## Numbers"))
        .contains("at ≤ 5.2 replicas | 99.50 % at 5.20 | reached |");
    assertThat(section(PoliciesPage.of(List.of(dear)), "## Numbers"))
        .contains("at ≤ 5.2 replicas | 99.90 % at 5.30 | **not reached** |");
  }

  @Test
  void aGroupOfRampsIsJudgedByItsMeanItsWorstAndItsCost() {
    RunConditions ramps = new RunConditions("random-ramps-constant", 100, "h100-sxm");
    List<PolicyRow> rows =
        List.of(
            MadeUpRows.row(SettingsOrigin.RHEOSTAT, "rheostat", 10, 10_000, ramps, 1),
            MadeUpRows.row(SettingsOrigin.RHEOSTAT, "rheostat", 14, 9_600, ramps, 2),
            MadeUpRows.row(SettingsOrigin.CLAIRVOYANT, "clairvoyant", 10, 9_990, ramps, 1),
            MadeUpRows.row(SettingsOrigin.CLAIRVOYANT, "clairvoyant", 10, 9_990, ramps, 2));

    assertThat(section(PoliciesPage.of(rows), "## Numbers"))
        .contains("2 ramps: mean ≥ 99.5 % | 98.00 % | **not reached** |")
        .contains("2 ramps: worst ≥ 97 % | 96.00 % | **not reached** |")
        .contains("2 ramps: ≤ 1.25 × clairvoyant | 1.20 | reached |");
  }

  @Test
  void theHalfThatWasNotTunedOnStandsBesideTheWholeAndInNoTable() {
    PolicyRow honest = MadeUpRows.row(SettingsOrigin.HALF_TUNED, "hpa target=60", 13, 9_900);
    List<PolicyRow> rows = new ArrayList<>(List.of(OWN, honest));
    for (PolicyRow row :
        List.of(MadeUpRows.row(SettingsOrigin.RHEOSTAT, "rheostat", 9, 9_800), honest)) {
      rows.add(
          new PolicyRow(
              row.family(),
              row.kind(),
              row.conditions(),
              row.result(),
              Double.POSITIVE_INFINITY,
              JudgedSpan.SECOND_HALF));
    }

    String page = PoliciesPage.of(rows);

    assertThat(section(page, "## Against families"))
        .contains("| azure-conv, start-up 100 s, h100 | 1 | 0 | 0 | +1.7 % | 0 | 0 | +3.5 % |");
    assertThat(page).doesNotContain("9.00 |");
    assertThat(RowsJson.read(RowsJson.write(rows))).isEqualTo(rows);
  }

  @Test
  void thePublishedRowsStandBesideOurs() {
    RunConditions ramp = new RunConditions("llm-d-ramp", 100, "h100-sxm");
    PolicyRow held = MadeUpRows.row(SettingsOrigin.SHIPPED, "static", 16, 10_000, ramp, 1);
    PolicyRow keda = MadeUpRows.row(SettingsOrigin.SHIPPED, "llmd-slo-keda", 12, 9_400, ramp, 1);

    assertThat(section(PoliciesPage.of(List.of(held, keda)), "## How close"))
        .contains("| static-8 | 100.00 % | 100.00 % | 0.00 | 8.00 | 8.00 | 0.0 % |")
        .contains("| llmd-slo-keda | 95.80 % | 94.00 % | -1.80 | 5.93 | 6.00 | +1.2 % |");
  }

  @Test
  void numbersAreWrittenTheSameEverywhere() {
    assertThat(NumberFormats.fixed(1234.5678, 2)).isEqualTo("1234.57");
    assertThat(NumberFormats.fixed(-0.001, 2)).isEqualTo("0.00");
    assertThat(NumberFormats.usd(Double.POSITIVE_INFINITY)).isEqualTo("–");
    assertThat(NumberFormats.attainment(0.99995)).isEqualTo("99.995 %");
    assertThat(NumberFormats.attainment(0.9999999)).isEqualTo("99.999 %");
    assertThat(NumberFormats.attainment(1)).isEqualTo("100.00 %");
    assertThat(PoliciesPage.signed(0.0004)).isEqualTo("0.0 %");
    assertThat(PoliciesPage.signed(0.031)).isEqualTo("+3.1 %");
  }

  private static String section(String page, String heading) {
    String rest = page.substring(page.indexOf(heading) + heading.length());
    return rest.substring(0, rest.contains("\n## ") ? rest.indexOf("\n## ") : rest.length());
  }
}
