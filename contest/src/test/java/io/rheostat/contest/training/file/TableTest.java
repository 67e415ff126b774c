package io.rheostat.contest.training.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rows of a table, and errors that name file, line and column.
final class TableTest {
  @TempDir private Path folder;

  @Test
  void columnsAreReadByNameWhateverTheirOrderAndBlanks() throws IOException {
    Path file = file("b, a\n 2.5 ,x\n\n-3,\"y,z\"\n");

    assertThat(Table.read(file, row -> row.text("a") + row.number("b")))
        .containsExactly("x2.5", "y,z-3.0");
  }

  @Test
  void aFileThatIsMissingIsNamed() {
    Path file = folder.resolve("none.csv");

    assertThatThrownBy(() -> Table.read(file, row -> row.text("a")))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " is missing.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b\n", "a,b", ""})
  void aFileWithoutRowsIsRefused(String text) throws IOException {
    Path file = file(text);

    assertThatThrownBy(() -> Table.read(file, row -> row.text("a")))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " has no row.");
  }

  @Test
  void aColumnThatIsMissingIsNamedWithItsLine() throws IOException {
    Path file = file("a,b\n1,2\n3\n");

    assertThatThrownBy(() -> Table.read(file, row -> row.text("b")))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " line 3: column b is missing.");
    assertThatThrownBy(() -> Table.read(file, row -> row.number("c")))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " line 2: column c is missing.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "", "NaN", "Infinity", "1e999"})
  void whatIsNoFiniteNumberIsQuotedWithItsLineAndColumn(String text) throws IOException {
    Path file = file("a,b\n1,2\n3," + text + "\n5,6\n");

    assertThatThrownBy(() -> Table.read(file, row -> row.number("b")))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " line 3: b is \"" + text + "\". It must be a number.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-0.5"})
  void aNumberThatMustBePositiveIsNotZeroOrBelow(String text) throws IOException {
    Path file = file("a\n" + text + "\n");

    assertThatThrownBy(() -> Table.read(file, row -> row.positive("a")))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " line 2: a is \"" + text + "\". It must be above 0.");
  }

  @Test
  void aQuoteThatStaysOpenIsRefusedWithItsFile() throws IOException {
    Path file = file("a\n1\n\"open\n");

    assertThatThrownBy(() -> Table.read(file, row -> row.text("a")))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + ": ");
  }

  @Test
  void lastLineWithoutANewlineHasItsNumberToo() throws IOException {
    Path file = file("a\n1\nx");

    assertThatThrownBy(() -> Table.read(file, row -> row.number("a")))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " line 3: a is \"x\". It must be a number.");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("table.csv"), text);
  }
}
