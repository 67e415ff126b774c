package io.rheostat.ingest.exposition.series;

/// Page not in its declared format; nothing of it is used.
public final class MalformedPageException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;

  public MalformedPageException(int line, String reason) {
    this("line ", line, reason);
  }

  private MalformedPageException(String unit, int line, String reason) {
    super(unit + line + ": " + reason);
    this.line = line;
  }

  /// Creates the exception of a protobuf page. It has metric families where a text page has lines.
  public static MalformedPageException inFamily(int family, String reason) {
    return new MalformedPageException("metric family ", family, reason);
  }

  /// Returns the place of the error, counted from 1: the line, or on a protobuf page the metric
  /// family.
  public int line() {
    return line;
  }
}
