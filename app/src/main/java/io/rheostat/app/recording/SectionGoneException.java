package io.rheostat.app.recording;

import java.io.IOException;

/// A section that begins before what is left of a log.
public final class SectionGoneException extends IOException {
  private static final long serialVersionUID = 1;

  SectionGoneException(String message) {
    super(message);
  }
}
