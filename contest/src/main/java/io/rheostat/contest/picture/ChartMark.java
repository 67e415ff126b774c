package io.rheostat.contest.picture;

import io.rheostat.contest.report.SettingsOrigin;
import java.util.Locale;

/// The shape and colour of a kind's marks.
///
/// @param path of the shape around its middle
/// @param colour of its filling
record ChartMark(String path, String colour) {
  static ChartMark of(SettingsOrigin kind) {
    return switch (kind) {
      case RHEOSTAT ->
          new ChartMark(
              "m0-8 2.4 5 5.6.6-4.2 3.8 1.2 5.5-5-2.8-5 2.8 1.2-5.5-4.2-3.8 5.6-.6z", "#d62828");
      case SHIPPED -> new ChartMark("m-4.5-4.5h9v9h-9z", "#8a8f98");
      case HINDSIGHT -> new ChartMark("m-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z", "#2b6cb0");
      case HALF_TUNED -> new ChartMark("m0-5.5 5.5 9.5h-11z", "#2f855a");
      case CLAIRVOYANT -> new ChartMark("m0-6 6 6-6 6-6-6z", "#805ad5");
    };
  }

  String at(ChartLabels.Place place) {
    return String.format(
        Locale.ROOT,
        "<path transform=\"translate(%.1f %.1f)\" d=\"M0 0%s\" fill=\"%s\" stroke=\"#ffffff\"/>",
        place.x(),
        place.y(),
        path,
        colour);
  }
}
