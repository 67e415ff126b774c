package io.rheostat.contest.picture;

import io.rheostat.contest.report.NumberFormats;
import io.rheostat.contest.report.PolicyRow;
import io.rheostat.contest.report.PolicyStanding;
import io.rheostat.contest.report.SettingsOrigin;
import io.rheostat.contest.report.Standings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// A picture of cost against attainment: every policy as a numbered mark, the hindsight frontier
/// and the bound as lines, names at the side. Up and left is better.
public final class CostPicture {
  private static final int LEGEND = Axes.LEFT + Axes.WIDTH + 40;
  private static final int PICTURE_WIDTH = LEGEND + 420;
  private static final int LINE = 16;
  private static final int LONGEST_NAME = 58;
  private static final String FRONTIER = "#2b6cb0";
  private static final String BOUND = "#6b7280";

  private final Standings standings;
  private final List<PolicyStanding> shown;
  private final Axes axes;
  private final StringBuilder svg = new StringBuilder();

  private CostPicture(Standings standings) {
    this.standings = standings;
    this.shown = standings.shown();
    this.axes = Axes.around(shown);
  }

  /// Draws the picture of rows under the same conditions.
  ///
  /// @throws IllegalArgumentException if there is none, or their conditions differ
  public static String of(List<PolicyRow> rows) {
    List<Standings> all = Standings.of(rows);
    if (all.size() != 1) {
      throw new IllegalArgumentException(
          "rows are of " + all.size() + " conditions. Draw one picture for each.");
    }
    return new CostPicture(all.getFirst()).draw();
  }

  private String draw() {
    int legend = Axes.TOP + LINE * (shown.size() + SettingsOrigin.values().length + 5);
    int height = Math.max(Axes.TOP + Axes.HEIGHT + 60, legend);
    add(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                + " height=\"%d\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"12\""
                + " fill=\"#1f2933\">",
            PICTURE_WIDTH,
            height,
            PICTURE_WIDTH,
            height));
    add(String.format(Locale.ROOT, "<title>%s</title>", escaped(title())));
    add(
        String.format(
            Locale.ROOT,
            "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>",
            PICTURE_WIDTH,
            height));
    add(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"26\" font-size=\"16\" font-weight=\"bold\">%s</text>",
            Axes.LEFT,
            escaped(title())));
    grid();
    line(bound(), BOUND, "6 4");
    line(standings.frontier(), FRONTIER, "");
    marks();
    legend();
    return svg.append("</svg>\n").toString();
  }

  private String title() {
    return "Cost against attainment: " + standings.conditions().words();
  }

  private void grid() {
    int bottom = Axes.TOP + Axes.HEIGHT;
    int right = Axes.LEFT + Axes.WIDTH;
    for (double share : axes.shares()) {
      double y = axes.y(share);
      segment(Axes.LEFT, y, right, y, "#e2e8f0");
      String words = NumberFormats.percent(share, share > 0.99 && share < 1 ? 1 : 0);
      add(
          String.format(
              Locale.ROOT,
              "<text x=\"%d\" y=\"%s\" text-anchor=\"end\">%s</text>",
              Axes.LEFT - 8,
              at(y + 4),
              words));
    }
    for (double usd : axes.dollars()) {
      double x = axes.x(usd);
      segment(x, Axes.TOP, x, bottom, "#eef2f6");
      add(
          String.format(
              Locale.ROOT,
              "<text x=\"%s\" y=\"%d\" text-anchor=\"middle\">%s</text>",
              at(x),
              bottom + 18,
              NumberFormats.fixed(usd, axes.digits())));
    }
    axes(bottom, right);
  }

  private void axes(int bottom, int right) {
    segment(Axes.LEFT, Axes.TOP, Axes.LEFT, bottom, "#52606d");
    segment(Axes.LEFT, bottom, right, bottom, "#52606d");
    add(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">cost, USD</text>",
            Axes.LEFT + Axes.WIDTH / 2,
            bottom + 40));
    add(
        String.format(
            Locale.ROOT,
            "<text transform=\"translate(18 %d) rotate(-90)\" text-anchor=\"middle\">requests"
                + " within the objective (each further nine takes as much room)</text>",
            Axes.TOP + Axes.HEIGHT / 2));
  }

  /// Returns the bound at every attainment reached, the lowest first.
  private List<PolicyStanding> bound() {
    List<PolicyStanding> sorted = new ArrayList<>(standings.all());
    sorted.removeIf(
        standing -> !Double.isFinite(standing.boundUsd()) || standing.attainment() < axes.lowest());
    sorted.sort(
        Comparator.comparingDouble(PolicyStanding::attainment)
            .thenComparingDouble(PolicyStanding::boundUsd));
    return sorted.stream().map(CostPicture::atItsBound).toList();
  }

  private static PolicyStanding atItsBound(PolicyStanding of) {
    return new PolicyStanding(
        of.policy(),
        of.family(),
        of.kind(),
        of.attainment(),
        of.replicas(),
        of.boundUsd(),
        of.netUsd(),
        of.boundUsd());
  }

  private void line(List<PolicyStanding> points, String colour, String dashes) {
    if (points.size() < 2) {
      return;
    }
    List<String> places = new ArrayList<>();
    for (PolicyStanding point : points) {
      places.add(at(axes.x(point.costUsd())) + "," + at(axes.y(point.attainment())));
    }
    add(
        String.format(
            Locale.ROOT,
            "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s/>",
            String.join(" ", places),
            colour,
            dashes.isEmpty() ? "" : dashed(dashes)));
  }

  private static String dashed(String dashes) {
    return " stroke-dasharray=\"" + dashes + "\"";
  }

  private void marks() {
    List<ChartLabels.Place> marks =
        shown.stream()
            .map(of -> new ChartLabels.Place(axes.x(of.costUsd()), axes.y(of.attainment())))
            .toList();
    List<ChartLabels.Place> labels = ChartLabels.around(marks);
    for (int i = 0; i < marks.size(); i++) {
      ChartLabels.Place mark = marks.get(i);
      ChartLabels.Place label = labels.get(i);
      if (mark.distance(label) > 20) {
        segment(mark.x(), mark.y(), label.x(), label.y(), "#9aa5b1");
      }
    }
    for (int i = shown.size() - 1; i >= 0; i--) {
      svg.append(ChartMark.of(shown.get(i).kind()).at(marks.get(i))).append('\n');
      ChartLabels.Place label = labels.get(i);
      add(
          String.format(
              Locale.ROOT,
              "<text x=\"%s\" y=\"%s\" text-anchor=\"middle\" font-size=\"11\"%s stroke=\"#ffffff\""
                  + " stroke-width=\"3\" paint-order=\"stroke\">%d</text>",
              at(label.x()),
              at(label.y() + 4),
              shown.get(i).kind() == SettingsOrigin.RHEOSTAT ? " font-weight=\"bold\"" : "",
              i + 1));
    }
  }

  private void legend() {
    int y = Axes.TOP + 4;
    for (int i = 0; i < shown.size(); i++) {
      PolicyStanding standing = shown.get(i);
      if (i == 0 || standing.kind() != shown.get(i - 1).kind()) {
        y += i == 0 ? 0 : 4;
        add(
            String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" font-weight=\"bold\">%s</text>",
                LEGEND,
                y,
                standing.kind().words()));
        y += LINE;
      }
      svg.append(ChartMark.of(standing.kind()).at(new ChartLabels.Place(LEGEND + 8, y - 4)))
          .append('\n');
      add(
          String.format(
              Locale.ROOT,
              "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%d</text>",
              LEGEND + 34,
              y,
              i + 1));
      add(
          String.format(
              Locale.ROOT,
              "<text x=\"%d\" y=\"%d\">%s</text>",
              LEGEND + 42,
              y,
              escaped(shortened(standing))));
      y += LINE;
    }
    y += 8;
    legendLine(y, FRONTIER, "", "hindsight frontier: no tuned setting beats it on both");
    legendLine(y + LINE, BOUND, dashed("6 4"), "bound: no schedule is cheaper");
  }

  private void legendLine(int y, String colour, String dashes, String words) {
    add(
        String.format(
            Locale.ROOT,
            "<path d=\"M%d %dh32\" stroke=\"%s\" stroke-width=\"2\"%s/>",
            LEGEND,
            y - 4,
            colour,
            dashes));
    add(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\">%s</text>", LEGEND + 42, y, words));
  }

  private static String shortened(PolicyStanding standing) {
    String name = standing.policy();
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
  }

  private void segment(double fromX, double fromY, double toX, double toY, String colour) {
    add(
        String.format(
            Locale.ROOT,
            "<path d=\"M%s %sL%s %s\" stroke=\"%s\"/>",
            at(fromX),
            at(fromY),
            at(toX),
            at(toY),
            colour));
  }

  private void add(String line) {
    svg.append(line).append('\n');
  }

  private static String at(double pixels) {
    return NumberFormats.fixed(pixels, 1);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
