package io.rheostat.topics.mapping;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.rheostat.topics.MalformedRecordException;
import java.time.DateTimeException;
import java.util.function.Function;

/// Helpers shared by all decoders: one kind of exception for every defect of the bytes.
public final class Decoding {
  private Decoding() {}

  /// Parses bytes and maps the message to the model.
  ///
  /// @throws MalformedRecordException for broken bytes and for values refused by the model
  public static <M extends MessageLite, T> T decode(
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
  public static <M extends MessageLite> M parse(String what, Parser<M> parser, byte[] bytes) {
    try {
      return parser.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new MalformedRecordException(
          what + " of " + bytes.length + " bytes is no such protobuf message: " + e.getMessage(),
          e);
    }
  }

  /// Refuses a message without a required field.
  public static void require(boolean present, String field) {
    if (!present) {
      throw missing(field);
    }
  }

  /// Returns the exception for an absent required field.
  public static IllegalArgumentException missing(String field) {
    return new IllegalArgumentException(
        field + " is missing. Maybe a newer version wrote a kind that this one does not know.");
  }

  /// Returns the exception for an enum field that is absent or has a number of a newer version.
  public static IllegalArgumentException unknown(String field, int number) {
    return new IllegalArgumentException(
        field + " is " + number + ", which is no value of this version. Maybe it was never set.");
  }
}
