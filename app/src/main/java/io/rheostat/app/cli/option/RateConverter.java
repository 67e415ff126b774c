package io.rheostat.app.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Converter of rates such as `2/s`, `90/m`.
public final class RateConverter implements ITypeConverter<Double> {
  @Override
  public Double convert(String text) {
    try {
      double number = Double.parseDouble(text.replaceFirst("/[sm]$", ""));
      if (number > 0 && Double.isFinite(number)) {
        return text.endsWith("/m") ? number / 60 : number;
      }
    } catch (NumberFormatException e) {
      // Reported below like a rate of 0 or less.
    }
    throw new TypeConversionException("\"" + text + "\" is no rate. Write it like 2/s.");
  }
}
