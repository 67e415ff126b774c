package io.rheostat.ingest.reject;

import java.nio.charset.StandardCharsets;

/// One thing that was not taken in.
///
/// @param reason its kind
/// @param detail in words: what was wrong, and what would be right
/// @param preview the first characters of what was refused
public record Rejection(RejectionReason reason, String detail, String preview) {
  private static final int PREVIEW_CHARACTERS = 256;

  public Rejection {
    preview = preview.substring(0, Math.min(PREVIEW_CHARACTERS, preview.length()));
  }

  /// A rejection of a body, with its first bytes.
  public static Rejection ofBody(RejectionReason reason, String detail, byte[] body) {
    int length = Math.min(PREVIEW_CHARACTERS, body.length);
    return new Rejection(reason, detail, new String(body, 0, length, StandardCharsets.UTF_8));
  }
}
