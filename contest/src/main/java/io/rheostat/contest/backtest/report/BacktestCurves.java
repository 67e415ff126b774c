package io.rheostat.contest.backtest.report;

import io.rheostat.contest.backtest.PolicyRuns;
import io.rheostat.contest.backtest.WorkloadOutcome;
import io.rheostat.contest.history.ServiceHistory;
import io.rheostat.contest.history.TrafficHistory;
import io.rheostat.contest.picture.Svg;
import io.rheostat.contest.report.NumberFormats;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Pictures of a report: net dollars of the policies, and each service over time.
final class BacktestCurves {
  private static final int LEFT = 60;
  private static final int WIDTH = 720;
  private static final int TOP = 44;
  private static final int HEIGHT = 200;
  private static final int LEGEND = 190;
  private static final int BAR = 26;

  /// Room for the names of policies beside the bars, and that of the bars.
  private static final int NAMES = 160;

  private static final double BAR_WIDTH = 600;

  private static final String GRID = "#e2e8f0";
  private static final String DEMAND = "#94a3b8";
  private static final List<String> COLOURS =
      List.of(
          "#64748b", "#d62828", "#2b6cb0", "#2f855a", "#805ad5", "#b7791f", "#0e7490", "#be185d");

  private final BacktestReport report;

  BacktestCurves(BacktestReport report) {
    this.report = report;
  }

  private List<PolicyRuns> shown() {
    return report.rows().stream().filter(one -> one.refused().isEmpty()).toList();
  }

  private static String colour(int index) {
    return COLOURS.get(index % COLOURS.size());
  }

  /// Returns bars of the net dollars with their confidence intervals.
  String net() {
    List<PolicyRuns> shown = shown();
    double most = 1e-9;
    double least = 0;
    for (PolicyRuns one : shown) {
      PolicyRuns.Mean net = one.sum(WorkloadOutcome::netUsd);
      double half = Double.isInfinite(net.halfWidth()) ? 0 : net.halfWidth();
      most = Math.max(most, net.mean() + half);
      least = Math.min(least, net.mean() - half);
    }
    int height = TOP + BAR * shown.size() + 20;
    Svg svg = new Svg(LEFT + WIDTH + LEGEND, height, "Net dollars of the section");
    double scale = BAR_WIDTH / (most - least);
    double zero = LEFT + NAMES - least * scale;
    for (int i = 0; i < shown.size(); i++) {
      PolicyRuns.Mean net = shown.get(i).sum(WorkloadOutcome::netUsd);
      double y = TOP + BAR * i + 10.0;
      double end = zero + net.mean() * scale;
      svg.words(new Svg.Point(LEFT + NAMES - 10.0, y + 4), "end", shown.get(i).policy());
      svg.polyline(List.of(new Svg.Point(zero, y), new Svg.Point(end, y)), colour(i), BAR * 0.55);
      double half = Double.isInfinite(net.halfWidth()) ? 0 : net.halfWidth() * scale;
      svg.line(new Svg.Point(end - half, y), new Svg.Point(end + half, y), "#1f2933");
      svg.words(new Svg.Point(end + half + 8, y + 4), "start", NumberFormats.fixed(net.mean(), 2));
    }
    return svg.end();
  }

  /// Returns a service's requests a second, and the replicas of every policy below them.
  String service(ServiceHistory service) {
    String name = service.workload().name();
    List<Double> rates = rates(service.traffic());
    Svg svg =
        new Svg(
            LEFT + WIDTH + LEGEND,
            TOP + 2 * HEIGHT + 80,
            name + ": requests a second, and replicas on devices");
    double mostRate = Math.max(1e-9, rates.stream().mapToDouble(one -> one).max().orElse(1));
    axes(svg, TOP, mostRate, "requests/s");
    svg.polyline(points(rates, TOP, mostRate), DEMAND, 1.5);
    List<PolicyRuns> shown = shown();
    double most = 1;
    for (PolicyRuns one : shown) {
      most = Math.max(most, peak(one, name));
    }
    int top = TOP + HEIGHT + 30;
    axes(svg, top, most, "replicas");
    for (int i = 0; i < shown.size(); i++) {
      List<WorkloadOutcome> runs = shown.get(i).of(name);
      if (!runs.isEmpty()) {
        svg.polyline(points(runs.getFirst().replicas(), top, most), colour(i), i < 2 ? 2 : 0.8);
      }
      double y = top + 14.0 + 18 * i;
      svg.line(
          new Svg.Point(LEFT + WIDTH + 16.0, y - 4),
          new Svg.Point(LEFT + WIDTH + 40.0, y - 4),
          colour(i));
      svg.words(new Svg.Point(LEFT + WIDTH + 46.0, y), "start", shown.get(i).policy());
    }
    times(svg, top + HEIGHT + 18);
    return svg.end();
  }

  private static double peak(PolicyRuns policy, String workload) {
    return policy.of(workload).stream()
        .limit(1)
        .flatMap(one -> one.replicas().stream())
        .mapToDouble(one -> one)
        .max()
        .orElse(0);
  }

  /// Returns mean requests a second by minute.
  private static List<Double> rates(TrafficHistory traffic) {
    int slots = (int) Duration.ofMinutes(1).dividedBy(TrafficHistory.SLOT);
    int step = slots * Math.max(1, traffic.slots() / slots / WIDTH);
    List<Double> rates = new ArrayList<>();
    for (int i = 0; i + step <= traffic.slots(); i += step) {
      double seconds = TrafficHistory.SLOT.multipliedBy(step).toSeconds();
      rates.add(traffic.requests(i, i + step) / seconds);
    }
    return rates;
  }

  private static void axes(Svg svg, int top, double most, String unit) {
    for (int i = 0; i <= 4; i++) {
      double y = top + HEIGHT * (1 - i / 4.0);
      svg.line(new Svg.Point(LEFT, y), new Svg.Point(LEFT + WIDTH, y), GRID);
      double value = most * i / 4;
      svg.words(
          new Svg.Point(LEFT - 8.0, y + 4), "end", NumberFormats.fixed(value, most < 10 ? 1 : 0));
    }
    svg.upright(new Svg.Point(16, top + HEIGHT / 2.0), unit);
  }

  private void times(Svg svg, int y) {
    for (int i = 0; i <= 4; i++) {
      Instant at =
          report.history().from().plus(report.history().length().multipliedBy(i).dividedBy(4));
      svg.words(
          new Svg.Point(LEFT + WIDTH * i / 4.0, y),
          "middle",
          at.toString().substring(5, 16).replace('T', ' '));
    }
  }

  private static List<Svg.Point> points(List<Double> values, int top, double most) {
    List<Svg.Point> points = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      points.add(
          new Svg.Point(
              LEFT + (double) WIDTH * i / Math.max(1, values.size() - 1),
              top + HEIGHT * (1 - values.get(i) / most)));
    }
    return points;
  }
}
