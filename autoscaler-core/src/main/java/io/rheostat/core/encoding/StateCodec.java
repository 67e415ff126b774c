package io.rheostat.core.encoding;

/// Canonical bytes of one record type and all it holds.
///
/// The layout follows the record's components in order, so a state class and its encoding cannot
/// drift
/// apart. The first bytes carry a fingerprint of the whole shape (names and types of all
/// components,
/// recursively): bytes written by a version with another shape are refused instead of misread, and
/// the
/// host then rebuilds the state from its log. Equal values give equal bytes: collections are
/// ordered
/// and `-0.0` and `0.0` are kept apart.
///
/// @param <T> a record
public final class StateCodec<T> {
  private final Coder<T> coder;
  private final long fingerprint;

  private StateCodec(Coder<T> coder, long fingerprint) {
    this.coder = coder;
    this.fingerprint = fingerprint;
  }

  /// The codec of a record type.
  ///
  /// @throws IllegalArgumentException when it holds a type that has no canonical encoding
  public static <T extends Record> StateCodec<T> of(Class<T> type) {
    Coders coders = new Coders();
    Coder<T> coder = coders.ofClass(type);
    return new StateCodec<>(coder, Fingerprint.of(coders.shape(type)));
  }

  /// The value's bytes.
  public byte[] encode(T value) {
    ByteSink sink = new ByteSink();
    sink.writeVarint(fingerprint);
    coder.write(value, sink);
    return sink.toBytes();
  }

  /// The value of such bytes.
  ///
  /// @throws StateFormatException for bytes of another shape, or damaged ones
  public T decode(byte[] bytes) {
    ByteSource source = new ByteSource(bytes);
    long found = source.readVarint();
    if (found != fingerprint) {
      throw new StateFormatException(
          "state was written by a version with other records; rebuild it from the log");
    }
    T value = coder.read(source);
    if (!source.atEnd()) {
      throw new StateFormatException("state has bytes after its end");
    }
    return value;
  }
}
