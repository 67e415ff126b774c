package io.rheostat.streams;

/// The process ends here.
final class TornException extends RuntimeException {
  private static final long serialVersionUID = 1;
}
