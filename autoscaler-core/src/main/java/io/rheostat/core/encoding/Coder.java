package io.rheostat.core.encoding;

/// Writes and reads values of one type.
interface Coder<T> {
  void write(T value, ByteSink sink);

  T read(ByteSource source);
}
