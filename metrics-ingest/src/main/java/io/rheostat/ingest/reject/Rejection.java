package io.rheostat.ingest.reject;

import java.nio.charset.StandardCharsets;

/// Rejected input.
///
/// @param reason its kind
/// @param detail error message: the defect, and the remedy
/// @param preview the first characters of the refused input
public record Rejection(RejectionReason reason, String detail, String preview) {
  private static final int PREVIEW_CHARACTERS = 256;

  public Rejection {
    preview = preview.substring(0, Math.min(PREVIEW_CHARACTERS, preview.length()));
  }

  /// Returns a rejection of a body, with its first bytes.
  public static Rejection ofBody(RejectionReason reason, String detail, byte[] body) {
    int length = Math.min(PREVIEW_CHARACTERS, body.length);
    return new Rejection(reason, detail, new String(body, 0, length, StandardCharsets.UTF_8));
  }
}
