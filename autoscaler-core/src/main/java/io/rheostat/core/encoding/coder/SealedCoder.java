package io.rheostat.core.encoding.coder;

import java.lang.reflect.Type;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Coder of a sealed family: the position of the permitted type, then the value.
final class SealedCoder implements Coder<Object> {
  private final Class<?>[] permitted;
  private final Map<Class<?>, Integer> positions = new HashMap<>();
  private final Coder<Object>[] coders;

  @SuppressWarnings({"unchecked", "rawtypes"}) // arrays of a generic type
  SealedCoder(Class<?> type) {
    permitted = type.getPermittedSubclasses();
    coders = new Coder[permitted.length];
  }

  @SuppressWarnings("unchecked") // a member's coder codes that member
  void resolve(Function<Type, Coder<?>> all) {
    for (int i = 0; i < permitted.length; i++) {
      positions.put(permitted[i], i);
      coders[i] = (Coder<Object>) all.apply(permitted[i]);
    }
  }

  @Override
  public void write(Object value, ByteSink sink) {
    int position = positions.getOrDefault(value.getClass(), -1);
    sink.writeVarint(position);
    coders[position].write(value, sink);
  }

  @Override
  public Object read(ByteSource source) {
    int position = source.readByte();
    if (position >= coders.length) {
      throw new StateFormatException("no member " + position + " of a sealed family");
    }
    return coders[position].read(source);
  }

  @Override
  public Object mapTimes(Object value, UnaryOperator<Instant> times) {
    return coders[positions.getOrDefault(value.getClass(), -1)].mapTimes(value, times);
  }
}
