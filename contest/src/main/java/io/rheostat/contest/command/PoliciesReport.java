package io.rheostat.contest.command;

import io.rheostat.contest.picture.CostPicture;
import io.rheostat.contest.report.JudgedSpan;
import io.rheostat.contest.report.PoliciesPage;
import io.rheostat.contest.report.PolicyRow;
import io.rheostat.contest.report.RowsJson;
import io.rheostat.contest.report.RunConditions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The report's files.
final class PoliciesReport {
  private PoliciesReport() {}

  /// Writes the page, its pictures and the rows; earlier pictures are deleted.
  static void write(List<PolicyRow> rows, Path folder) throws IOException {
    Files.createDirectories(folder);
    try (var old = Files.newDirectoryStream(folder, "policies-*.svg")) {
      for (Path picture : old) {
        Files.delete(picture);
      }
    }
    Files.writeString(folder.resolve("policies.md"), PoliciesPage.of(rows));
    Files.writeString(folder.resolve("policies.json"), RowsJson.write(rows));
    Map<RunConditions, List<PolicyRow>> tables = new LinkedHashMap<>();
    for (PolicyRow row : rows) {
      if (row.span() == JudgedSpan.WHOLE) {
        tables.computeIfAbsent(row.conditions(), _ -> new ArrayList<>()).add(row);
      }
    }
    for (Map.Entry<RunConditions, List<PolicyRow>> table : tables.entrySet()) {
      Path picture = folder.resolve(PoliciesPage.picture(table.getKey()));
      Files.writeString(picture, CostPicture.of(table.getValue()));
    }
  }
}
