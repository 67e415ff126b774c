package io.rheostat.contest.training.report;

import io.rheostat.contest.report.NumberFormats;
import java.util.List;
import java.util.Locale;

/// Lines, marks and words of a picture.
final class Svg {
  private final StringBuilder text = new StringBuilder();

  Svg(int width, int height, String title) {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 "
            + width
            + " "
            + height
            + "\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"12\" fill=\"#1f2933\">");
    add("<title>" + title + "</title>");
    add("<rect width=\"" + width + "\" height=\"" + height + "\" fill=\"#ffffff\"/>");
    add("<text x=\"60\" y=\"24\" font-size=\"15\" font-weight=\"bold\">" + title + "</text>");
  }

  /// Point in pixels.
  record Point(double x, double y) {}

  void line(Point from, Point to, String colour) {
    polyline(List.of(from, to), colour, 1, "");
  }

  void polyline(List<Point> points, String colour, double width, String dashes) {
    StringBuilder path = new StringBuilder();
    for (Point point : points) {
      path.append(at(point.x())).append(',').append(at(point.y())).append(' ');
    }
    add(
        "<polyline points=\""
            + path.toString().strip()
            + "\" fill=\"none\" stroke=\""
            + colour
            + "\" stroke-width=\""
            + NumberFormats.fixed(width, 1)
            + "\""
            + (dashes.isEmpty() ? "" : " stroke-dasharray=\"" + dashes + "\"")
            + "/>");
  }

  void mark(Point at, String colour) {
    add(
        "<circle cx=\""
            + at(at.x())
            + "\" cy=\""
            + at(at.y())
            + "\" r=\"5\" fill=\""
            + colour
            + "\"/>");
  }

  /// @param anchor start, middle or end
  void words(Point at, String anchor, String words) {
    add(
        "<text x=\""
            + at(at.x())
            + "\" y=\""
            + at(at.y())
            + "\" text-anchor=\""
            + anchor
            + "\">"
            + words.replace("&", "&amp;").replace("<", "&lt;")
            + "</text>");
  }

  void upright(Point at, String words) {
    add(
        "<text transform=\"translate("
            + at(at.x())
            + " "
            + at(at.y())
            + ") rotate(-90)\" text-anchor=\"middle\">"
            + words
            + "</text>");
  }

  String end() {
    add("</svg>");
    return text.toString();
  }

  private void add(String element) {
    text.append(element).append('\n');
  }

  private static String at(double pixels) {
    return String.format(Locale.ROOT, "%.1f", pixels);
  }
}
