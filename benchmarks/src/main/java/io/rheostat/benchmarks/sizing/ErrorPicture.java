package io.rheostat.benchmarks.sizing;

import io.rheostat.core.capacity.ServingEngine;
import io.rheostat.core.capacity.SpeedCoefficients;
import java.util.List;
import java.util.Locale;

/// Picture of predicted against measured times per output token, both on a logarithmic axis from 2
/// to 200 ms.
final class ErrorPicture {
  private static final double LEAST_MILLIS = 2;
  private static final double DECADES = 2;
  private static final int LEFT = 60;
  private static final int TOP = 20;
  private static final int SIDE = 480;
  private static final int[] TICKS = {2, 5, 10, 20, 50, 100, 200};

  private final StringBuilder svg = new StringBuilder();

  private ErrorPicture() {}

  static String of(List<MeasuredRow> rows, SpeedCoefficients coefficients) {
    ErrorPicture picture = new ErrorPicture();
    picture.frame();
    for (MeasuredRow row : rows) {
      double predicted = Predictions.of(row, coefficients).timePerOutputToken() * 1000;
      picture.add(
          String.format(
              Locale.ROOT,
              "<circle cx='%.1f' cy='%.1f' r='2.5' fill='%s' fill-opacity='0.55'/>",
              x(row.timePerOutputToken() * 1000),
              y(predicted),
              colour(row.engine())));
    }
    picture.svg.append("</svg>\n");
    return picture.svg.toString();
  }

  private void frame() {
    add(
        String.format(
            Locale.ROOT,
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif'"
                + " font-size='12'>",
            LEFT + SIDE + 20,
            TOP + SIDE + 50));
    add("<rect width='100%' height='100%' fill='white'/>");
    grid();
    axes();
    legend();
  }

  private void grid() {
    for (int millis : TICKS) {
      add(
          String.format(
              Locale.ROOT,
              "<path d='M%.1f %d V%d M%d %.1f H%d' stroke='#ddd'/>",
              x(millis),
              TOP,
              TOP + SIDE,
              LEFT,
              y(millis),
              LEFT + SIDE));
      add(
          String.format(
              Locale.ROOT,
              "<text x='%.1f' y='%d' text-anchor='middle'>%d</text>",
              x(millis),
              TOP + SIDE + 16,
              millis));
      add(
          String.format(
              Locale.ROOT,
              "<text x='%d' y='%.1f' text-anchor='end'>%d</text>",
              LEFT - 6,
              y(millis) + 4,
              millis));
    }
  }

  private void axes() {
    add(
        String.format(
            Locale.ROOT,
            "<path d='M%d %d L%d %d' stroke='#888'/>",
            LEFT,
            TOP + SIDE,
            LEFT + SIDE,
            TOP));
    add(
        String.format(
            Locale.ROOT,
            "<text x='%d' y='%d' text-anchor='middle'>measured TPOT, ms</text>",
            LEFT + SIDE / 2,
            TOP + SIDE + 38));
    add(
        String.format(
            Locale.ROOT,
            "<text transform='translate(16 %d) rotate(-90)' text-anchor='middle'>predicted TPOT,"
                + " ms</text>",
            TOP + SIDE / 2));
  }

  private void legend() {
    int line = TOP + 18;
    for (ServingEngine engine : ServingEngine.values()) {
      String name = engine.name().toLowerCase(Locale.ROOT).replace('_', '-');
      add(
          String.format(
              Locale.ROOT,
              "<circle cx='%d' cy='%d' r='4' fill='%s'/>",
              LEFT + 14,
              line - 4,
              colour(engine)));
      add(String.format(Locale.ROOT, "<text x='%d' y='%d'>%s</text>", LEFT + 24, line, name));
      line += 18;
    }
  }

  private void add(String element) {
    svg.append(element).append('\n');
  }

  private static double share(double millis) {
    double decades = Math.log10(millis / LEAST_MILLIS) / DECADES;
    return Math.max(0, Math.min(1, decades));
  }

  private static double x(double millis) {
    return LEFT + SIDE * share(millis);
  }

  private static double y(double millis) {
    return TOP + SIDE * (1 - share(millis));
  }

  private static String colour(ServingEngine engine) {
    return switch (engine) {
      case VLLM -> "#1f77b4";
      case SGLANG -> "#2ca02c";
      case TENSORRT_LLM -> "#d62728";
    };
  }
}
