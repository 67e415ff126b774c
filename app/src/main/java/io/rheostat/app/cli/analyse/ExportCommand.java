package io.rheostat.app.cli.analyse;

import io.rheostat.app.cli.option.CommonOptions;
import io.rheostat.app.cli.option.KafkaOptions;
import io.rheostat.app.recording.Export;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `rheostat export`.
@Command(
    name = "export",
    description = "Exports both logs, decisions and commands as files for replay.",
    footer = {"", "Example: rheostat export --to recording"})
public final class ExportCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Option(names = "--to", required = true, description = "The folder to write.")
  private Path to = Path.of(".");

  @Override
  public Integer call() throws Exception {
    long written = Export.write(kafka.bootstrap(), to, kafka.clientSettings());
    System.out.println(
        common.json()
            ? "{\"records\":" + written + "}"
            : written + " records in " + to + "; replay them with rheostat replay --log " + to);
    return 0;
  }
}
