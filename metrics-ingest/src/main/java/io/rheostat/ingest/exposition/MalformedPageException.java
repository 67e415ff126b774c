package io.rheostat.ingest.exposition;

/// A page that is not in the format it claims; nothing of it is used.
public final class MalformedPageException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;

  MalformedPageException(int line, String reason) {
    this("line ", line, reason);
  }

  private MalformedPageException(String unit, int line, String reason) {
    super(unit + line + ": " + reason);
    this.line = line;
  }

  /// A protobuf page has metric families where a text page has lines.
  static MalformedPageException inFamily(int family, String reason) {
    return new MalformedPageException("metric family ", family, reason);
  }

  /// Where it went wrong, counted from 1: the line, or on a protobuf page the metric family.
  public int line() {
    return line;
  }
}
