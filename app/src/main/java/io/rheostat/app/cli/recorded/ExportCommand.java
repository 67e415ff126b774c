package io.rheostat.app.cli.recorded;

import io.rheostat.app.cli.option.CommonOptions;
import io.rheostat.app.cli.option.UsageException;
import io.rheostat.app.recording.Export;
import io.rheostat.app.recording.LogPosition;
import io.rheostat.app.recording.Recording;
import io.rheostat.app.recording.SectionGoneException;
import io.rheostat.app.recording.csv.CsvExport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `rheostat export`.
@Command(
    name = "export",
    description =
        "Exports both logs, decisions and commands, or a section of them, as files for replay and"
            + " backtest; or as CSV tables for notebooks.",
    footer = {
      "",
      "Example: rheostat export --out recording --last 24h",
      "Example: rheostat export --log recording --csv --out tables"
    })
public final class ExportCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private SectionOptions section = new SectionOptions();

  @Option(names = "--out", required = true, description = "The folder to write.")
  private Path out = Path.of(".");

  @Option(
      names = "--csv",
      description = "Write readings, estimates, decisions, commands and outcomes as CSV instead.")
  private boolean csv;

  @Override
  public Integer call() throws Exception {
    if (section.isFolder() && !csv) {
      throw new UsageException("--log is exported already. Give --csv for tables of it.");
    }
    if (section.from().filter(LogPosition.Offset.class::isInstance).isPresent()) {
      throw new UsageException(
          "--from is an offset, which is another time in each log. Give a time.");
    }
    section.refuseTimesOfFolder();
    try (Recording recording = section.open()) {
      long written = csv ? CsvExport.write(recording, out) : Export.write(recording, out);
      System.out.println(text(written));
    } catch (SectionGoneException gone) {
      System.err.println("rheostat: " + gone.getMessage());
      return 2;
    }
    return 0;
  }

  private String text(long written) {
    if (common.json()) {
      return "{\"records\":" + written + "}";
    }
    return csv
        ? written + " rows in " + out
        : written + " records in " + out + "; replay them with rheostat replay --log " + out;
  }
}
