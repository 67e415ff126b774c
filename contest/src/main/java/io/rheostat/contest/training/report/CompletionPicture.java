package io.rheostat.contest.training.report;

import io.rheostat.contest.picture.Svg;
import java.util.ArrayList;
import java.util.List;

/// Picture of the share of jobs complete within a time, by scheduler: quantiles of the completion
/// times in world P, each the geometric mean over workloads and seeds, on a logarithmic axis.
final class CompletionPicture {
  private static final int LEFT = 60;
  private static final int TOP = 40;
  private static final int WIDTH = 560;
  private static final int HEIGHT = 340;
  private static final double LEAST = 30;
  private static final double MOST = 100_000;
  private static final int[] TICKS = {30, 60, 300, 600, 1_800, 3_600, 14_400, 43_200};
  private static final String[] NAMES = {
    "30 s", "1 min", "5 min", "10 min", "30 min", "1 h", "4 h", "12 h"
  };

  /// Schedulers shown, with their colours.
  private enum Shown {
    RHEOSTAT(TrainingPage.SHIPPED, "Rheostat as it ships", "#d62828"),
    ALONE("rheostat, own", "Rheostat, each job alone", "#ed8936"),
    EQUAL("rheostat-minute, own", "Rheostat, Pollux's knowledge and clock", "#f08a8a"),
    POLLUX("pollux, own", "Pollux", "#2b6cb0"),
    SIA("sia, own", "Sia", "#2f855a"),
    TIRESIAS("tiresias, own", "Tiresias", "#805ad5"),
    OPTIMUS("optimus, own", "Optimus (oracle)", "#b7791f"),
    GAVEL("gavel, own", "Gavel", "#6b7280");

    private final String contender;
    private final String words;
    private final String colour;

    Shown(String contender, String words, String colour) {
      this.contender = contender;
      this.words = words;
      this.colour = colour;
    }
  }

  private CompletionPicture() {}

  static String of(TrainingRows rows) {
    Svg svg =
        new Svg(LEFT + WIDTH + 310, TOP + HEIGHT + 60, "Share of jobs complete within a time");
    for (int i = 0; i < TICKS.length; i++) {
      svg.line(point(TICKS[i], 0), point(TICKS[i], 1), "#e2e8f0");
      svg.words(new Svg.Point(point(TICKS[i], 0).x(), TOP + HEIGHT + 18), "middle", NAMES[i]);
    }
    for (int share = 0; share <= 100; share += 20) {
      svg.line(point(LEAST, share / 100.0), point(MOST, share / 100.0), "#e2e8f0");
      svg.words(new Svg.Point(LEFT - 8, point(LEAST, share / 100.0).y() + 4), "end", share + " %");
    }
    svg.words(
        new Svg.Point(LEFT + WIDTH / 2.0, TOP + HEIGHT + 42),
        "middle",
        "completion time with queueing: left is better");
    int line = TOP + 10;
    for (TrainingGroup group : TrainingGroup.of(rows)) {
      for (Shown shown : Shown.values()) {
        if (group.world().equals("P") && group.contender().equals(shown.contender)) {
          svg.polyline(curve(group), shown.colour, shown == Shown.RHEOSTAT ? 3 : 1.5);
          svg.polyline(
              List.of(
                  new Svg.Point(LEFT + WIDTH + 20, line - 4),
                  new Svg.Point(LEFT + WIDTH + 44, line - 4)),
              shown.colour,
              3);
          svg.words(new Svg.Point(LEFT + WIDTH + 50, line), "start", shown.words);
          line += 20;
        }
      }
    }
    return svg.end();
  }

  private static List<Svg.Point> curve(TrainingGroup group) {
    int steps = group.rows().getFirst().quantiles().size();
    List<Svg.Point> points = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      double logs = 0;
      for (TrainingRow row : group.rows()) {
        logs += StrictMath.log(Math.max(1, row.quantiles().get(i)));
      }
      points.add(point(StrictMath.exp(logs / group.rows().size()), i / (steps - 1.0)));
    }
    return points;
  }

  private static Svg.Point point(double seconds, double share) {
    double at = StrictMath.log(seconds / LEAST) / StrictMath.log(MOST / LEAST);
    return new Svg.Point(LEFT + WIDTH * Math.clamp(at, 0, 1), TOP + HEIGHT * (1 - share));
  }
}
