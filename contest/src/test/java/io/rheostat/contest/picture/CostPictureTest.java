package io.rheostat.contest.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rheostat.contest.report.MadeUpRows;
import io.rheostat.contest.report.PolicyRow;
import io.rheostat.contest.report.PolicyStanding;
import io.rheostat.contest.report.RunConditions;
import io.rheostat.contest.report.SettingsOrigin;
import io.rheostat.contest.report.Standings;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

final class CostPictureTest {
  @Test
  void everyShownPolicyHasAMarkANumberAndAName() throws Exception {
    List<PolicyRow> rows = MadeUpRows.matrix(MadeUpRows.CONV, 1);
    Standings standings = Standings.of(rows).getFirst();

    Document svg = parsed(CostPicture.of(rows));

    String text = svg.getDocumentElement().getTextContent();
    assertThat(standings.shown()).hasSize(2 + 3 * 13);
    for (PolicyStanding standing : standings.shown()) {
      assertThat(text).contains(standing.policy());
    }
    assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(2);
  }

  @Test
  void namesAreEscaped() throws Exception {
    PolicyRow odd = MadeUpRows.row(SettingsOrigin.SHIPPED, "a<b>&c", 3, 9_000);

    assertThat(parsed(CostPicture.of(List.of(odd))).getDocumentElement().getTextContent())
        .contains("a<b>&c");
  }

  @Test
  void numbersDoNotCoverEachOther() {
    List<ChartLabels.Place> marks = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      marks.add(new ChartLabels.Place(300 + 6 * (i % 8), 250 + 5 * (i / 8)));
    }

    List<ChartLabels.Place> labels = ChartLabels.around(marks);

    for (int i = 0; i < labels.size(); i++) {
      for (int j = 0; j < i; j++) {
        double apartX = Math.abs(labels.get(i).x() - labels.get(j).x());
        double apartY = Math.abs(labels.get(i).y() - labels.get(j).y());
        assertThat(apartX >= 16 || apartY >= 13).as("%s and %s", i, j).isTrue();
      }
    }
  }

  @Test
  void eachFurtherNineTakesAboutAsMuchRoom() {
    Axes axes = new Axes(10, 0.9);

    double first = axes.y(0.9) - axes.y(0.99);
    double second = axes.y(0.99) - axes.y(0.999);

    assertThat(second / first).isBetween(0.8, 1.2);
    assertThat(axes.y(1)).isEqualTo(Axes.TOP);
    assertThat(axes.y(0.2)).isEqualTo(Axes.TOP + Axes.HEIGHT);
  }

  @Test
  void theFrontierRisesWithCost() {
    List<PolicyStanding> frontier =
        Standings.of(MadeUpRows.matrix(MadeUpRows.CONV, 1)).getFirst().frontier();

    assertThat(frontier).hasSizeGreaterThan(2);
    for (int i = 1; i < frontier.size(); i++) {
      assertThat(frontier.get(i).costUsd()).isGreaterThan(frontier.get(i - 1).costUsd());
      assertThat(frontier.get(i).attainment()).isGreaterThan(frontier.get(i - 1).attainment());
    }
  }

  @Test
  void rowsOfSeveralConditionsAreRefused() {
    PolicyRow one = MadeUpRows.row(SettingsOrigin.SHIPPED, "a", 3, 9_000);
    PolicyRow other =
        MadeUpRows.row(
            SettingsOrigin.SHIPPED, "a", 3, 9_000, new RunConditions("other", 37, "h100"), 1);

    assertThatThrownBy(() -> CostPicture.of(List.of(one, other)))
        .hasMessageContaining("2 conditions");
  }

  private static Document parsed(String svg) throws Exception {
    try {
      return DocumentBuilderFactory.newDefaultInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(svg)));
    } catch (IOException problem) {
      throw new AssertionError(svg, problem);
    }
  }
}
