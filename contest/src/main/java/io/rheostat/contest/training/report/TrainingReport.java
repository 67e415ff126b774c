package io.rheostat.contest.training.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Files of the report.
public final class TrainingReport {
  private TrainingReport() {}

  /// Writes `training.md`, `training.json` and their pictures.
  ///
  /// @param rows of the whole benchmark
  /// @param folder created if missing
  public static void write(TrainingRows rows, Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("training.json"), rows.json());
    Files.writeString(folder.resolve("training.md"), TrainingPage.of(rows));
    Files.writeString(folder.resolve("training-jct.svg"), CompletionPicture.of(rows));
    Files.writeString(folder.resolve("training-cost.svg"), PricePicture.of(rows));
  }
}
