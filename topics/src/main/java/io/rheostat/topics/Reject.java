package io.rheostat.topics;

import io.rheostat.model.Require;
import java.time.Instant;

/// One refused input, as recorded on the topic of rejects.
///
/// @param source origin of the input, such as a scraped address; the record's key
/// @param reason cause of the refusal
/// @param detail the defect, for a person
/// @param preview its first bytes as [#previewOf(byte[])] writes them; may be empty
/// @param at time of receipt
public record Reject(
    String source, RejectReason reason, String detail, String preview, Instant at) {
  /// Most bytes of an input covered by a preview.
  public static final int PREVIEW_BYTES = 256;

  private static final int CHARACTERS_PER_BYTE = 4;

  public Reject {
    Require.text("source", source);
    if (preview.length() > PREVIEW_BYTES * CHARACTERS_PER_BYTE) {
      throw new IllegalArgumentException(
          "preview is " + preview.length() + " characters long. Make it with previewOf.");
    }
  }

  /// Returns the first 256 bytes of an input: printable ASCII as it is, a backslash doubled, any
  /// other byte as `\xNN`.
  public static String previewOf(byte[] input) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(input.length, PREVIEW_BYTES); i++) {
      appendByte(text, input[i] & 0xff);
    }
    return text.toString();
  }

  private static void appendByte(StringBuilder text, int value) {
    if (value == '\\') {
      text.append("\\\\");
    } else if (value >= ' ' && value <= '~') {
      text.append((char) value);
    } else {
      text.append("\\x")
          .append(Character.forDigit(value >> 4, 16))
          .append(Character.forDigit(value & 0xf, 16));
    }
  }
}
