package io.rheostat.core.encoding;

import io.rheostat.core.encoding.coder.ByteSink;
import io.rheostat.core.encoding.coder.ByteSource;
import io.rheostat.core.encoding.coder.Coder;
import io.rheostat.core.encoding.coder.Coders;
import io.rheostat.core.encoding.coder.StateFormatException;
import java.time.Duration;
import java.time.Instant;

/// Canonical bytes of one record type with all nested types.
///
/// The layout follows the record's components in order, so a state class and its encoding cannot
/// drift apart. The first bytes carry a fingerprint of the whole shape (names and types of all
/// components, recursively). Bytes written by a version with another shape are read by that
/// version's description ([StateShapes]), component by component name; without one they are refused
/// instead of misread. Equal values give equal bytes: collections are ordered and `-0.0` and `0.0`
/// are kept apart.
///
/// @param <T> a record
public final class StateCodec<T> {
  private final Class<T> type;
  private final Coder<T> coder;
  private final long fingerprint;

  private StateCodec(Class<T> type, Coder<T> coder, long fingerprint) {
    this.type = type;
    this.coder = coder;
    this.fingerprint = fingerprint;
  }

  /// Returns the codec of a record type.
  ///
  /// @throws IllegalArgumentException for a nested type without a canonical encoding
  public static <T extends Record> StateCodec<T> of(Class<T> type) {
    Coders coders = new Coders();
    Coder<T> coder = coders.ofClass(type);
    return new StateCodec<>(type, coder, Fingerprint.of(coders.shape(type)));
  }

  /// Returns the value's bytes.
  public byte[] encode(T value) {
    ByteSink sink = new ByteSink();
    sink.writeVarint(fingerprint);
    coder.write(value, sink);
    return sink.toBytes();
  }

  /// Returns the fingerprint of this version's shape.
  public long fingerprint() {
    return fingerprint;
  }

  /// Returns the description of this version's shape, for a host to keep beside the bytes.
  public String shape() {
    return StateShape.of(type).text();
  }

  /// Returns the value of bytes of this version, or of one from before descriptions were kept.
  ///
  /// @throws StateFormatException for bytes of an unknown shape, or damaged ones
  public T decode(byte[] bytes) {
    return decode(bytes, StateShapes.BEFORE_KEPT);
  }

  /// Returns the value of bytes of this version, or of one with a known description.
  ///
  /// @throws StateFormatException for bytes of an unknown shape, those that cannot become this
  ///     version's record, and damaged ones
  public T decode(byte[] bytes, StateShapes known) {
    ByteSource source = new ByteSource(bytes);
    long found = source.readVarint();
    T value = found == fingerprint ? coder.read(source) : migrated(source, found, known);
    if (!source.atEnd()) {
      throw new StateFormatException("state has bytes after its end");
    }
    return value;
  }

  private T migrated(ByteSource source, long found, StateShapes known) {
    StateShape shape =
        known
            .find(found)
            .orElseThrow(
                () ->
                    new StateFormatException(
                        "a "
                            + type.getSimpleName()
                            + " was written by a version whose records are not known here"));
    return type.cast(TreeConverter.convert(new TreeReader(shape, source).read(), type));
  }

  /// Returns the value after its clock was corrected backwards. Times up to `to` stay; those
  /// between were stamped while the clock was wrong and become `to`; later ones, such as deadlines,
  /// keep their distance from the clock. Earlier stays earlier throughout.
  ///
  /// @param from time of the clock before the correction
  /// @param to time of the clock now, earlier
  public T turnedBack(T value, Instant from, Instant to) {
    Duration difference = Duration.between(to, from);
    return coder.mapTimes(
        value,
        time -> {
          if (time.isAfter(from)) {
            return time.minus(difference);
          }
          return time.isAfter(to) ? to : time;
        });
  }
}
