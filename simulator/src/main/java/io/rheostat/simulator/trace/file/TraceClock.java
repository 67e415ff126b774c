package io.rheostat.simulator.trace.file;

import java.math.BigDecimal;
import java.util.Optional;

/// Reads the times of one file. All of them must be written in the same way.
final class TraceClock {
  private static final String NUMBERS = "a number";
  private static final String LOCAL = "a date without zone";
  private static final String ZONED = "a date with zone";

  private final TraceColumns columns;
  private String form = "";
  private Optional<TimeUnits> epoch = Optional.empty();

  TraceClock(TraceColumns columns) {
    this.columns = columns;
  }

  /// Returns nanoseconds since the file's own origin of time.
  long nanos(String value) {
    if (TraceNumber.is(value)) {
      require(NUMBERS);
      BigDecimal number = new BigDecimal(value);
      return TraceNumber.nanos(columns.time(), number, unit(number));
    }
    TraceTime time = TraceTime.parse(value);
    require(time.zoned() ? ZONED : LOCAL);
    return time.nanos();
  }

  private void require(String written) {
    if (form.isEmpty()) {
      form = written;
    } else if (!form.equals(written)) {
      throw new IllegalArgumentException(
          "\"%s\" is %s, on the lines before it is %s".formatted(columns.time(), written, form));
    }
  }

  private TimeUnits unit(BigDecimal number) {
    Optional<TimeUnits> named = columns.unit();
    if (named.isPresent()) {
      if (columns.whole() && number.stripTrailingZeros().scale() > 0) {
        throw unknown(number, "is no whole number of milliseconds, as this form has");
      }
      return named.get();
    }
    Optional<TimeUnits> since =
        number.signum() > 0
            ? TimeUnits.ofEpoch(number.precision() - number.scale())
            : Optional.empty();
    if (since.isEmpty() || (epoch.isPresent() && !epoch.equals(since))) {
      throw unknown(number, "has no unit");
    }
    epoch = since;
    return since.get();
  }

  private IllegalArgumentException unknown(BigDecimal number, String what) {
    return new IllegalArgumentException(
        "\"%1$s\": %2$s %3$s. Name the unit in the header, as %1$s_s or %1$s_ms"
            .formatted(columns.time(), number.toPlainString(), what));
  }
}
