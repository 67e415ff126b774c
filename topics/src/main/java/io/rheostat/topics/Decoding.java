package io.rheostat.topics;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.time.DateTimeException;
import java.util.function.Function;

/// What all decoders share: one kind of exception for everything that may be wrong with bytes.
final class Decoding {
  private Decoding() {}

  /// Parses bytes and maps the message to the model.
  ///
  /// @throws MalformedRecordException for broken bytes and for values that the model refuses
  static <M extends MessageLite, T> T decode(
      String what, Parser<M> parser, byte[] bytes, Function<M, T> mapping) {
    M message = parse(what, parser, bytes);
    try {
      return mapping.apply(message);
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      // The model refuses values with the first; times and durations beyond Java's range give the
      // others.
      throw new MalformedRecordException(
          what + " of " + bytes.length + " bytes holds a refused value: " + e.getMessage(), e);
    }
  }

  /// Parses bytes.
  ///
  /// @throws MalformedRecordException for broken bytes
  static <M extends MessageLite> M parse(String what, Parser<M> parser, byte[] bytes) {
    try {
      return parser.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new MalformedRecordException(
          what + " of " + bytes.length + " bytes is no such protobuf message: " + e.getMessage(),
          e);
    }
  }

  /// Refuses a message in which a required field is absent.
  static void require(boolean present, String field) {
    if (!present) {
      throw missing(field);
    }
  }

  /// A required field is absent.
  static IllegalArgumentException missing(String field) {
    return new IllegalArgumentException(
        field + " is missing. Maybe a newer version wrote a kind that this one does not know.");
  }

  /// An enum field is absent or holds a number of a newer version.
  static IllegalArgumentException unknown(String field, int number) {
    return new IllegalArgumentException(
        field + " is " + number + ", which is no value of this version. Maybe it was never set.");
  }
}
