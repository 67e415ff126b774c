package io.rheostat.ingest.exposition;

/// A page that is not in the format it claims; nothing of it is used.
public final class MalformedPageException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;

  MalformedPageException(int line, String reason) {
    super("line " + line + ": " + reason);
    this.line = line;
  }

  /// Where it went wrong, counted from 1.
  public int line() {
    return line;
  }
}
