package io.rheostat.contest.training.report;

import io.rheostat.contest.picture.Svg;
import io.rheostat.contest.report.NumberFormats;
import io.rheostat.contest.training.report.TrainingRow.Figures;
import java.util.ArrayList;
import java.util.List;

/// Picture of device-hours against completion time in world P, both as ratios to Pollux: Rheostat
/// at several prices of a device as a line, other schedulers as marks.
final class PricePicture {
  private static final int LEFT = 60;
  private static final int TOP = 40;
  private static final int WIDTH = 560;
  private static final int HEIGHT = 340;
  private static final double LEAST = 0.85;
  private static final double MOST = 1.1;

  /// Contenders shown beside the prices.
  private static final List<String> SHOWN = List.of("pollux, own", "sia, own", "rheostat, own");

  private PricePicture() {}

  static String of(TrainingRows rows) {
    Svg svg =
        new Svg(
            LEFT + WIDTH + 40,
            TOP + HEIGHT + 60,
            "Device-hours against mean completion time, Pollux = 1");
    grid(svg);
    List<Svg.Point> curve = new ArrayList<>();
    for (TrainingGroup group : TrainingGroup.of(rows)) {
      double hours = group.mean(TrainingGroup.ratio(rows, Figures::deviceHours));
      double jct = group.mean(TrainingGroup.ratio(rows, Figures::meanJct));
      boolean isInside = hours > LEAST && hours < MOST && jct > LEAST && jct < MOST;
      boolean isShown =
          group.contender().startsWith(TrainingPage.SHIPPED) || SHOWN.contains(group.contender());
      if (!group.world().equals("P") || !isInside || !isShown) {
        continue;
      }
      boolean isCurve = group.contender().startsWith(TrainingPage.SHIPPED);
      Svg.Point at = point(hours, jct);
      svg.mark(at, isCurve ? "#d62828" : "#2b6cb0");
      svg.words(new Svg.Point(at.x() + 9, at.y() + (isCurve ? 17 : -7)), "start", words(group));
      if (isCurve) {
        curve.add(at);
      }
    }
    svg.polyline(curve, "#d62828", 2);
    return svg.end();
  }

  private static void grid(Svg svg) {
    for (int percent = 85; percent <= 110; percent += 5) {
      double at = percent / 100.0;
      svg.line(point(at, LEAST), point(at, MOST), percent == 100 ? "#9aa5b1" : "#e2e8f0");
      svg.line(point(LEAST, at), point(MOST, at), percent == 100 ? "#9aa5b1" : "#e2e8f0");
      svg.words(
          new Svg.Point(point(at, LEAST).x(), TOP + HEIGHT + 18),
          "middle",
          NumberFormats.fixed(at, 2));
      svg.words(
          new Svg.Point(LEFT - 8, point(LEAST, at).y() + 4), "end", NumberFormats.fixed(at, 2));
    }
    svg.words(
        new Svg.Point(LEFT + WIDTH / 2.0, TOP + HEIGHT + 42),
        "middle",
        "device-hours: left and down is better");
    svg.upright(new Svg.Point(18, TOP + HEIGHT / 2.0), "mean completion time");
  }

  private static String words(TrainingGroup group) {
    int price = group.contender().indexOf("price ");
    if (price >= 0) {
      return group.contender().substring(price);
    }
    return group.contender().startsWith(TrainingPage.SHIPPED) ? "" : group.contender();
  }

  private static Svg.Point point(double hours, double jct) {
    return new Svg.Point(
        LEFT + WIDTH * (hours - LEAST) / (MOST - LEAST),
        TOP + HEIGHT * (1 - (jct - LEAST) / (MOST - LEAST)));
  }
}
