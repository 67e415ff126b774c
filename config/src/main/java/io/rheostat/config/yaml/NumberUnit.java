package io.rheostat.config.yaml;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Quantity of a number in YAML, with its units. Values are kept in decimal, so that `0.02ms` is
/// the double nearest to 0.00002 and not a product of two roundings.
@SuppressWarnings("ImmutableEnumChecker") // its lists come from List.of
public enum NumberUnit {
  NUMBER("number", List.of(), false),
  WHOLE("whole number", List.of(), false),
  /// In seconds.
  DURATION(
      "duration",
      List.of(
          unit("ns", "1e-9"),
          unit("us", "1e-6"),
          unit("ms", "1e-3"),
          unit("s", "1"),
          unit("m", "60"),
          unit("h", "3600"),
          unit("d", "86400")),
      true),
  BYTES(
      "size",
      List.of(
          unit("B", "1"),
          unit("KiB", "1024"),
          unit("MiB", "1048576"),
          unit("GiB", "1073741824"),
          unit("TiB", "1099511627776"),
          unit("KB", "1e3"),
          unit("MB", "1e6"),
          unit("GB", "1e9"),
          unit("TB", "1e12")),
      true),
  /// In bytes a second.
  BANDWIDTH("bandwidth", List.of(unit("GB/s", "1e9"), unit("TB/s", "1e12")), true),
  /// In floating-point operations a second.
  FLOPS(
      "throughput",
      List.of(unit("GFLOPS", "1e9"), unit("TFLOPS", "1e12"), unit("PFLOPS", "1e15")),
      true),
  DOLLARS("amount of money", List.of(unit("USD", "1")), true),
  /// In watts.
  POWER("power", List.of(unit("W", "1"), unit("kW", "1e3"), unit("MW", "1e6")), true),
  SHARE("share", List.of(unit("%", "0.01")), false),
  /// In events a second.
  RATE(
      "rate",
      List.of(
          unit("/s", "1"),
          new Unit("/m", BigDecimal.ONE.divide(BigDecimal.valueOf(60), MathContext.DECIMAL128)),
          new Unit("/h", BigDecimal.ONE.divide(BigDecimal.valueOf(3600), MathContext.DECIMAL128))),
      true);

  /// One way to write a measure.
  ///
  /// @param symbol as written after the number
  /// @param factor into the base unit
  record Unit(String symbol, BigDecimal factor) {}

  /// Result of parsing a text.
  public sealed interface Parsed {
    /// The number, in the base unit.
    record Valid(BigDecimal number) implements Parsed {}

    record Refused(String what, String remedy) implements Parsed {}
  }

  // Three exponent digits are enough for every double and keep a hostile 1e999999999 small.
  static final String NUMBER_PATTERN =
      "[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?";
  private static final Pattern WRITTEN = Pattern.compile("(" + NUMBER_PATTERN + ")\\s*(\\S.*)?");

  private final String noun;
  private final List<Unit> units;
  private final boolean unitNeeded;

  NumberUnit(String noun, List<Unit> units, boolean unitNeeded) {
    this.noun = noun;
    this.units = units;
    this.unitNeeded = unitNeeded;
  }

  /// Reads a number with its unit.
  ///
  /// @param sample a good value, for the remedy
  public Parsed parse(String text, String sample) {
    Matcher matcher = WRITTEN.matcher(text.strip());
    if (!matcher.matches()) {
      return new Parsed.Refused("'" + text + "' is not a " + noun + ".", writeLike(sample));
    }
    String symbol = matcher.group(2) == null ? "" : matcher.group(2);
    BigDecimal number = new BigDecimal(matcher.group(1));
    if (symbol.isEmpty()) {
      return unitNeeded ? withoutUnit(text) : bounded(number, text, sample);
    }
    for (Unit unit : units) {
      if (unit.symbol().equals(symbol)) {
        return bounded(number.multiply(unit.factor()), text, sample);
      }
    }
    return new Parsed.Refused(
        "'" + text + "' has the unit '" + symbol + "', which is no unit of a " + noun + ".",
        writeLike(sample));
  }

  /// Returns the units as text, such as `ns, us, ms`.
  String unitNames() {
    return units.stream().map(Unit::symbol).collect(Collectors.joining(", "));
  }

  /// Returns the regular expression of accepted texts, for the JSON Schema.
  public String pattern() {
    String symbols = units.stream().map(Unit::symbol).collect(Collectors.joining("|", "(?:", ")"));
    return "^" + NUMBER_PATTERN + "\\s*" + symbols + (unitNeeded ? "$" : "?$");
  }

  /// Returns whether a bare number, without a unit, is accepted.
  public boolean bareNumber() {
    return !unitNeeded;
  }

  /// Returns whether the quantity has any units.
  public boolean hasUnits() {
    return !units.isEmpty();
  }

  private Parsed bounded(BigDecimal number, String text, String sample) {
    if (Double.isInfinite(number.doubleValue())) {
      return new Parsed.Refused("'" + text + "' is too large.", writeLike(sample));
    }
    if (this == WHOLE && !isInt(number)) {
      return new Parsed.Refused(
          "'" + text + "' is not a whole number within 32 bits.", writeLike(sample));
    }
    if (this == SHARE && (number.signum() < 0 || number.compareTo(BigDecimal.ONE) > 0)) {
      return new Parsed.Refused("'" + text + "' lies outside 0..1.", writeLike(sample));
    }
    return new Parsed.Valid(number);
  }

  private static boolean isInt(BigDecimal number) {
    return number.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0
        && number.stripTrailingZeros().scale() <= 0;
  }

  private Parsed withoutUnit(String text) {
    String advice =
        units.size() == 1
            ? "Write " + text + " " + unitNames() + "."
            : "Write one of " + unitNames() + " after it.";
    return new Parsed.Refused("'" + text + "' has no unit.", advice);
  }

  private String writeLike(String sample) {
    String like = "Write it like " + sample;
    return units.isEmpty()
        ? like + "."
        : String.format(Locale.ROOT, "%s; accepted units: %s.", like, unitNames());
  }

  private static Unit unit(String symbol, String factor) {
    return new Unit(symbol, new BigDecimal(factor));
  }
}
