package io.rheostat.contest.picture;

import io.rheostat.contest.report.NumberFormats;
import java.util.List;

/// Lines, marks and words of a picture.
public final class Svg {
  private final StringBuilder text = new StringBuilder();

  /// @param title shown above it, plain text
  public Svg(int width, int height, String title) {
    add(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %s %s" \
        font-family="Helvetica, Arial, sans-serif" font-size="12" fill="#1f2933">\
        """
            .formatted(width, height));
    String shown = escaped(title);
    add("<title>" + shown + "</title>");
    add("<rect width=\"%s\" height=\"%s\" fill=\"#ffffff\"/>".formatted(width, height));
    add("<text x=\"60\" y=\"24\" font-size=\"15\" font-weight=\"bold\">%s</text>".formatted(shown));
  }

  /// Point in pixels.
  public record Point(double x, double y) {}

  /// Draws a thin line.
  public void line(Point from, Point to, String colour) {
    polyline(List.of(from, to), colour, 1);
  }

  /// Draws a line through points, its width in pixels.
  public void polyline(List<Point> points, String colour, double width) {
    StringBuilder path = new StringBuilder();
    for (Point point : points) {
      path.append(at(point.x())).append(',').append(at(point.y())).append(' ');
    }
    add(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\"/>"
            .formatted(path.toString().strip(), colour, at(width)));
  }

  /// Draws a dot.
  public void mark(Point at, String colour) {
    add(
        "<circle cx=\"%s\" cy=\"%s\" r=\"5\" fill=\"%s\"/>"
            .formatted(at(at.x()), at(at.y()), colour));
  }

  /// Writes plain text.
  ///
  /// @param anchor start, middle or end
  public void words(Point at, String anchor, String words) {
    String shown = escaped(words);
    add(
        "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>"
            .formatted(at(at.x()), at(at.y()), anchor, shown));
  }

  /// Writes plain text upwards.
  public void upright(Point at, String words) {
    add(
        "<text transform=\"translate(%s %s) rotate(-90)\" text-anchor=\"middle\">%s</text>"
            .formatted(at(at.x()), at(at.y()), escaped(words)));
  }

  /// Returns the whole picture.
  public String end() {
    add("</svg>");
    return text.toString();
  }

  private static String escaped(String words) {
    return words.replace("&", "&amp;").replace("<", "&lt;");
  }

  private void add(String element) {
    text.append(element).append('\n');
  }

  private static String at(double pixels) {
    return NumberFormats.fixed(pixels, 1);
  }
}
