package io.rheostat.ingest.exposition.family;

import io.rheostat.ingest.exposition.series.Labels;
import io.rheostat.ingest.exposition.series.NumberParser;
import io.rheostat.ingest.exposition.series.SampleRole;
import io.rheostat.ingest.exposition.series.SeriesReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Place of a series in its OpenMetrics family, found once.
public final class Membership {
  /// Place outside any family.
  static final Membership NONE =
      new Membership(new Family("", FamilyType.UNKNOWN), SampleRole.VALUE, new Family.Group(), 0);

  private final Family family;
  private final SampleRole role;
  private final Family.Group group;
  private final double bound;

  /// Number of its last metric point.
  long point;

  private Membership(Family family, SampleRole role, Family.Group group, double bound) {
    this.family = family;
    this.role = role;
    this.group = group;
    this.bound = bound;
  }

  /// Returns the place of a series in the family of its sample name.
  ///
  /// @throws BadSeriesException when its labels are not those required by its type
  static Membership of(SeriesReader.Series series, Family family, SampleRole role)
      throws BadSeriesException {
    Labels labels = series.labels();
    double bound =
        switch (role) {
          case BUCKET -> upperBound(labels);
          case QUANTILE -> quantile(labels);
          case STATE -> state(labels, family.name());
          case COUNT, SUM, GAUGE_COUNT, GAUGE_SUM -> noBound(labels, family.type());
          case VALUE, TOTAL, CREATED, INFO -> 0;
        };
    return new Membership(family, role, family.group(labels), bound);
  }

  /// Series without the labels required by its type.
  static final class BadSeriesException extends Exception {
    private static final long serialVersionUID = 1L;

    BadSeriesException(String message) {
      super(message);
    }
  }

  Family family() {
    return family;
  }

  /// Returns the role of the series' samples within their family.
  public SampleRole role() {
    return role;
  }

  Family.Group group() {
    return group;
  }

  /// Returns the upper bound of a bucket; of no meaning for other samples.
  double bound() {
    return bound;
  }

  private static double upperBound(Labels labels) throws BadSeriesException {
    String le = labels.value("le").orElse("");
    double bound = number(le).orElse(Double.NaN);
    // The bound of the last bucket is matched as text, so it is written in one way only.
    boolean infinite = Double.isInfinite(bound);
    if (Double.isNaN(bound) || (infinite && !le.equals("+Inf"))) {
      throw new BadSeriesException("a bucket needs a number or +Inf as le, not \"" + le + "\"");
    }
    return bound;
  }

  private static double quantile(Labels labels) throws BadSeriesException {
    String written = labels.value("quantile").orElse("");
    double quantile = number(written).orElse(Double.NaN);
    if (!(quantile >= 0 && quantile <= 1)) {
      throw new BadSeriesException(
          "a summary's value needs a quantile from 0 to 1, not \"" + written + "\"");
    }
    return quantile;
  }

  private static double state(Labels labels, String family) throws BadSeriesException {
    if (labels.value(family).isEmpty()) {
      throw new BadSeriesException("a state needs a label named as its family, " + family);
    }
    return 0;
  }

  private static double noBound(Labels labels, FamilyType type) throws BadSeriesException {
    String pointLabel = type.pointLabel("");
    if (labels.value(pointLabel).isPresent()) {
      throw new BadSeriesException("a sum or count has no label " + pointLabel);
    }
    return 0;
  }

  private static Optional<Double> number(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return Optional.of(NumberParser.decimal(bytes, 0, bytes.length));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }
}
