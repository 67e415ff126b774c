package io.rheostat.ingest.matching;

import io.rheostat.config.settings.Ingest;
import java.util.Map;

/// Labels as bytes in words, for the tests of other packages.
public final class LabelTexts {
  private LabelTexts() {}

  public static Map<String, String> of(LabelBytes labels) {
    try {
      return LabelBytes.read(labels.bytes(), 0, labels.size(), Ingest.DEFAULT.limits());
    } catch (MalformedSeriesException broken) {
      throw new IllegalArgumentException(broken);
    }
  }
}
