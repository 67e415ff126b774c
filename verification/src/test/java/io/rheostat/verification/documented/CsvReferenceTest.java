package io.rheostat.verification.documented;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.app.recording.csv.CsvTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Committed reference of the exported tables, against their columns.
class CsvReferenceTest {
  private static final Path FILE =
      Path.of(System.getProperty("rheostat.root")).resolve("docs/reference/csv.md");

  /// After a change of a table: `mvn -Dquick test -pl verification -am -Dtest=CsvReferenceTest
  /// -Drheostat.reference=write`.
  @Test
  void theCommittedPageListsTheColumns() throws IOException {
    if ("write".equals(System.getProperty("rheostat.reference"))) {
      Files.writeString(FILE, page());
    }
    assertThat(Files.readString(FILE))
        .as("docs/reference/csv.md; rewrite it with -Drheostat.reference=write")
        .isEqualTo(page());
  }

  private static String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # CSV tables

            `rheostat export --csv --out DIR` writes a section of the logs as tables for notebooks: RFC 4180 with a line of
            heads, times in ISO 8601 and UTC, an empty cell for what is not there. Rows are in the order of the log,
            partition after partition.
            """);
    for (CsvTable table : CsvTable.values()) {
      page.append("\n## ").append(table.fileName()).append("\n\n");
      page.append(table.rows()).append("\n\n| column | meaning |\n|---|---|\n");
      for (CsvTable.Column column : table.columns()) {
        page.append("| `%s` | %s |%n".formatted(column.name(), column.meaning()));
      }
    }
    return page.toString();
  }
}
