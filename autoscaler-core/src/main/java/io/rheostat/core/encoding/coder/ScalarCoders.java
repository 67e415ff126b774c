package io.rheostat.core.encoding.coder;

import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Coders of the JDK's own types.
public final class ScalarCoders {
  static final Map<Type, Coder<?>> ALL =
      Map.ofEntries(
          Map.entry(
              boolean.class,
              of(
                  (value, sink) -> sink.writeByte(value ? 1 : 0),
                  source -> source.readByte() != 0,
                  Boolean.class)),
          Map.entry(
              int.class,
              of(
                  (value, sink) -> sink.writeSigned(value),
                  source -> (int) source.readSigned(),
                  Integer.class)),
          Map.entry(
              Integer.class,
              of(
                  (value, sink) -> sink.writeSigned(value),
                  source -> (int) source.readSigned(),
                  Integer.class)),
          Map.entry(
              long.class,
              of((value, sink) -> sink.writeSigned(value), ByteSource::readSigned, Long.class)),
          Map.entry(
              Long.class,
              of((value, sink) -> sink.writeSigned(value), ByteSource::readSigned, Long.class)),
          Map.entry(
              double.class,
              of((value, sink) -> sink.writeDouble(value), ByteSource::readDouble, Double.class)),
          Map.entry(
              Double.class,
              of((value, sink) -> sink.writeDouble(value), ByteSource::readDouble, Double.class)),
          Map.entry(
              String.class,
              of((value, sink) -> sink.writeText(value), ByteSource::readText, String.class)),
          Map.entry(Instant.class, instants()),
          Map.entry(
              Duration.class,
              of(ScalarCoders::writeDuration, ScalarCoders::readDuration, Duration.class)),
          Map.entry(
              OptionalDouble.class,
              of(ScalarCoders::writeOptional, ScalarCoders::readOptional, OptionalDouble.class)),
          Map.entry(
              double[].class,
              of(ScalarCoders::writeDoubles, ScalarCoders::readDoubles, double[].class)),
          Map.entry(
              long[].class, of(ScalarCoders::writeLongs, ScalarCoders::readLongs, long[].class)));

  private ScalarCoders() {}

  private static <T> Coder<T> of(
      BiConsumer<T, ByteSink> writer, Function<ByteSource, T> reader, Class<T> type) {
    return new Coder<>() {
      @Override
      public void write(T value, ByteSink sink) {
        writer.accept(value, sink);
      }

      @Override
      public T read(ByteSource source) {
        return reader.apply(source);
      }

      @Override
      public String toString() {
        return type.getSimpleName();
      }
    };
  }

  private static Coder<Instant> instants() {
    return new Coder<>() {
      @Override
      public void write(Instant value, ByteSink sink) {
        writeInstant(value, sink);
      }

      @Override
      public Instant read(ByteSource source) {
        return readInstant(source);
      }

      @Override
      public Instant mapTimes(Instant value, UnaryOperator<Instant> times) {
        return times.apply(value);
      }
    };
  }

  private static void writeInstant(Instant value, ByteSink sink) {
    sink.writeSigned(value.getEpochSecond());
    sink.writeVarint(value.getNano());
  }

  /// Reads a time: seconds since the epoch, signed, and nanoseconds.
  ///
  /// @throws StateFormatException when it is cut off or out of range
  public static Instant readInstant(ByteSource source) {
    try {
      return Instant.ofEpochSecond(source.readSigned(), source.readVarint());
    } catch (DateTimeException | ArithmeticException e) {
      throw new StateFormatException("a time is out of range: " + e.getMessage());
    }
  }

  private static void writeDuration(Duration value, ByteSink sink) {
    sink.writeSigned(value.getSeconds());
    sink.writeVarint(value.getNano());
  }

  /// Reads a duration: seconds, signed, and nanoseconds.
  ///
  /// @throws StateFormatException when it is cut off or out of range
  public static Duration readDuration(ByteSource source) {
    try {
      return Duration.ofSeconds(source.readSigned(), source.readVarint());
    } catch (ArithmeticException e) {
      throw new StateFormatException("a duration is out of range: " + e.getMessage());
    }
  }

  private static void writeOptional(OptionalDouble value, ByteSink sink) {
    sink.writeByte(value.isPresent() ? 1 : 0);
    value.ifPresent(sink::writeDouble);
  }

  private static OptionalDouble readOptional(ByteSource source) {
    return source.readByte() == 0 ? OptionalDouble.empty() : OptionalDouble.of(source.readDouble());
  }

  private static void writeDoubles(double[] values, ByteSink sink) {
    sink.writeVarint(values.length);
    for (double value : values) {
      sink.writeDouble(value);
    }
  }

  private static double[] readDoubles(ByteSource source) {
    double[] values = new double[source.readLength()];
    for (int i = 0; i < values.length; i++) {
      values[i] = source.readDouble();
    }
    return values;
  }

  private static void writeLongs(long[] values, ByteSink sink) {
    sink.writeVarint(values.length);
    for (long value : values) {
      sink.writeSigned(value);
    }
  }

  private static long[] readLongs(ByteSource source) {
    long[] values = new long[source.readLength()];
    for (int i = 0; i < values.length; i++) {
      values[i] = source.readSigned();
    }
    return values;
  }
}
