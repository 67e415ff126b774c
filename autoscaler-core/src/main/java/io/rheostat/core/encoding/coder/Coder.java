package io.rheostat.core.encoding.coder;

import java.time.Instant;
import java.util.function.UnaryOperator;

/// Writer and reader of values of one type.
public interface Coder<T> {
  void write(T value, ByteSink sink);

  T read(ByteSource source);

  /// Returns the value with every time in it mapped; the very same value when none changed.
  default T mapTimes(T value, UnaryOperator<Instant> times) {
    return value;
  }
}
