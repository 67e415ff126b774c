package io.rheostat.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.config.yaml.NumberUnit.Parsed;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberUnitTest {
  private static double number(NumberUnit measure, String text) {
    Parsed parsed = measure.parse(text, "sample");
    assertThat(parsed).as(text).isInstanceOf(Parsed.Valid.class);
    return ((Parsed.Valid) parsed).number().doubleValue();
  }

  private static String refusal(NumberUnit measure, String text, String sample) {
    Parsed parsed = measure.parse(text, sample);
    assertThat(parsed).as(text).isInstanceOf(Parsed.Refused.class);
    Parsed.Refused refused = (Parsed.Refused) parsed;
    return refused.what() + " " + refused.remedy();
  }

  @ParameterizedTest
  @CsvSource({
    "DURATION, 100ms, 0.1",
    "DURATION, 45ns, 45e-9",
    "DURATION, 62us, 62e-6",
    "DURATION, 0.02ms, 2e-5",
    "DURATION, 3 s, 3",
    "DURATION, 1.5h, 5400",
    "DURATION, 2m, 120",
    "DURATION, 1d, 86400",
    "BYTES, 80 GiB, 85899345920",
    "BYTES, 46068 MiB, 48305799168",
    "BYTES, 1KB, 1000",
    "BYTES, 2 TiB, 2199023255552",
    "BANDWIDTH, 3.35 TB/s, 3.35e12",
    "BANDWIDTH, 864 GB/s, 864e9",
    "FLOPS, 989 TFLOPS, 989e12",
    "FLOPS, 1.2 PFLOPS, 1.2e15",
    "DOLLARS, 4.00 USD, 4",
    "POWER, 700 W, 700",
    "POWER, 40kW, 40000",
    "POWER, 1.2 MW, 1200000",
    "SHARE, 99%, 0.99",
    "SHARE, 0.99, 0.99",
    "RATE, 5.5/s, 5.5",
    "RATE, 60/m, 1",
    "RATE, 7200/h, 2",
    "NUMBER, 32.8e9, 32.8e9",
    "NUMBER, .5, 0.5",
    "WHOLE, 16, 16"
  })
  void readsNumbersWithUnits(NumberUnit measure, String text, double expected) {
    assertThat(number(measure, text)).isEqualTo(expected);
  }

  @Test
  void refusalsSayWhatToWrite() {
    assertThat(refusal(NumberUnit.DOLLARS, "4.00", "1 USD"))
        .isEqualTo("'4.00' has no unit. Write 4.00 USD.");
    assertThat(refusal(NumberUnit.DURATION, "3", "3s"))
        .isEqualTo("'3' has no unit. Write one of ns, us, ms, s, m, h, d after it.");
    assertThat(refusal(NumberUnit.DURATION, "3 GiB", "3s"))
        .isEqualTo(
            "'3 GiB' has the unit 'GiB', which is no unit of a duration."
                + " Write it like 3s; accepted units: ns, us, ms, s, m, h, d.");
    assertThat(refusal(NumberUnit.SHARE, "99", "99%"))
        .isEqualTo("'99' lies outside 0..1. Write it like 99%; accepted units: %.");
    assertThat(refusal(NumberUnit.WHOLE, "1.5", "8"))
        .isEqualTo("'1.5' is not a whole number within 32 bits. Write it like 8.");
    assertThat(refusal(NumberUnit.NUMBER, "many", "2.0e9"))
        .isEqualTo("'many' is not a number. Write it like 2.0e9.");
    assertThat(refusal(NumberUnit.NUMBER, "1e999", "2.0e9")).startsWith("'1e999' is too large.");
    assertThat(refusal(NumberUnit.NUMBER, "1e999999999", "2.0e9")).contains("is no unit of");
  }

  @Property
  void everyUnitOfEveryMeasureScalesExactly(
      @ForAll NumberUnit measure, @ForAll @IntRange(min = 0, max = 100) int number) {
    for (String symbol : measure.unitNames().split(", ", -1)) {
      if (!symbol.isEmpty()) {
        double one = number(measure, "1" + symbol);
        assertThat(number(measure, number + " " + symbol))
            .isEqualTo(number(measure, number + symbol))
            .isCloseTo(one * number, Percentage.withPercentage(1e-9));
      }
    }
  }

  @Property
  void plainNumbersReadAsTheyPrint(@ForAll double number) {
    String text = String.format(Locale.ROOT, "%.12e", number);
    assertThat(number(NumberUnit.NUMBER, text)).isEqualTo(new BigDecimal(text).doubleValue());
  }

  @Property
  void anyTextIsReadOrRefusedAndTheSchemaSaysTheSame(
      @ForAll NumberUnit measure, @ForAll @StringLength(max = 8) String text) {
    Parsed parsed = measure.parse(text, "sample");
    if (parsed instanceof Parsed.Valid) {
      boolean pattern = Pattern.matches(measure.pattern(), text.strip());
      boolean bare = measure.bareNumber() && text.strip().matches(NumberUnit.NUMBER_PATTERN);
      assertThat(pattern || bare).isTrue();
    }
  }
}
