package io.rheostat.benchmarks.sizing;

import io.rheostat.core.capacity.SpeedCoefficients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `rheostat bench sizing`.
@Command(
    name = "sizing",
    description =
        "Speed model against measured rows: fits it on one half, judges it on the other, and writes"
            + " the report with its picture.",
    footer = {"", "Example: rheostat bench sizing --data ../shared/data --check"})
public final class SizingCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Folder with profiles/aiconfigurator and profiles/splitwise.")
  private Path data = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "docs/benchmarks",
      description = "Folder of the report. Default: ${DEFAULT-VALUE}.")
  private Path out = Path.of("");

  @Option(
      names = "--check",
      description = "Write nothing; exit with 1 when the committed report differs.")
  private boolean check;

  @Override
  public Integer call() throws IOException {
    Path profiles = data.resolve("profiles");
    List<MeasuredRow> rows = SiliconSample.read(profiles);
    SpeedCoefficients fitted = SpeedFit.of(rows.stream().filter(MeasuredRow::isFitted).toList());
    System.out.println("fitted to one half: " + fitted);
    DeviceShift shift = DeviceShift.measured(profiles, SpeedCoefficients.FITTED);
    String page = SizingPage.of(rows, SpeedCoefficients.FITTED, shift);
    System.out.print(page);
    System.out.println(SizingTime.measured());
    Path committed = out.resolve("sizing.md");
    if (check) {
      boolean same = Files.isRegularFile(committed) && Files.readString(committed).equals(page);
      System.out.println(same ? committed + " is as committed." : committed + " differs.");
      return same ? 0 : 1;
    }
    Files.createDirectories(out);
    Files.writeString(committed, page);
    Files.writeString(
        out.resolve("sizing.svg"),
        ErrorPicture.of(
            rows.stream().filter(row -> !row.isFitted()).toList(), SpeedCoefficients.FITTED));
    return 0;
  }
}
