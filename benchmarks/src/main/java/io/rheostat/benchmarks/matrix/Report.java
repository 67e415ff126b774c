package io.rheostat.benchmarks.matrix;

import io.rheostat.benchmarks.policies.Conditions;
import io.rheostat.benchmarks.policies.CostPicture;
import io.rheostat.benchmarks.policies.PoliciesPage;
import io.rheostat.benchmarks.policies.Row;
import io.rheostat.benchmarks.policies.RowsJson;
import io.rheostat.benchmarks.policies.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The report's files.
final class Report {
  private Report() {}

  /// Writes the page, its pictures and the rows; earlier pictures are deleted.
  static void write(List<Row> rows, Path folder) throws IOException {
    Files.createDirectories(folder);
    try (var old = Files.newDirectoryStream(folder, "policies-*.svg")) {
      for (Path picture : old) {
        Files.delete(picture);
      }
    }
    Files.writeString(folder.resolve("policies.md"), PoliciesPage.of(rows));
    Files.writeString(folder.resolve("policies.json"), RowsJson.write(rows));
    Map<Conditions, List<Row>> tables = new LinkedHashMap<>();
    for (Row row : rows) {
      if (row.span() == Span.WHOLE) {
        tables.computeIfAbsent(row.conditions(), _ -> new ArrayList<>()).add(row);
      }
    }
    for (Map.Entry<Conditions, List<Row>> table : tables.entrySet()) {
      Path picture = folder.resolve(PoliciesPage.picture(table.getKey()));
      Files.writeString(picture, CostPicture.of(table.getValue()));
    }
  }
}
