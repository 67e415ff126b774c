package io.rheostat.contest.training.file;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// Rows of a CSV file with a header, with errors that name file, line and column.
final class Table {
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).setTrim(true).get();

  private static final int MOST_WHOLE = 1_000_000;

  private Table() {}

  /// Reads one row.
  interface RowReader<T> {
    T read(Row row) throws IOException;
  }

  static <T> List<T> read(Path file, RowReader<T> reader) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is missing.");
    }
    List<T> rows = new ArrayList<>();
    try (Reader text = Files.newBufferedReader(file);
        CSVParser parser = FORMAT.parse(text)) {
      for (CSVRecord fields : parser) {
        rows.add(reader.read(new Row(file, parser.getCurrentLineNumber(), fields)));
      }
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
    if (rows.isEmpty()) {
      throw new IOException(file + " has no row.");
    }
    return rows;
  }

  /// One row.
  ///
  /// @param file of the row
  /// @param line its last line
  record Row(Path file, long line, CSVRecord fields) {
    String text(String column) throws IOException {
      if (!fields.isSet(column)) {
        throw new IOException(file + " line " + line + ": column " + column + " is missing.");
      }
      return fields.get(column);
    }

    double number(String column) throws IOException {
      try {
        double value = Double.parseDouble(text(column));
        if (Double.isFinite(value)) {
          return value;
        }
      } catch (NumberFormatException e) {
        throw problem(column, "a number");
      }
      throw problem(column, "a number");
    }

    double positive(String column) throws IOException {
      double value = number(column);
      if (value <= 0) {
        throw problem(column, "above 0");
      }
      return value;
    }

    /// Returns a whole number of at least 1.
    int whole(String column) throws IOException {
      double value = number(column);
      if (value < 1 || value > MOST_WHOLE || value != Math.rint(value)) {
        throw problem(column, "a whole number from 1 to " + MOST_WHOLE);
      }
      return (int) value;
    }

    IOException problem(String column, String expected) throws IOException {
      return new IOException(
          file
              + " line "
              + line
              + ": "
              + column
              + " is \""
              + text(column)
              + "\". It must be "
              + expected
              + ".");
    }
  }
}
