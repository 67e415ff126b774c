package io.rheostat.app.cli.analyse;

import io.rheostat.app.cli.option.CommonOptions;
import io.rheostat.app.cli.option.DurationConverter;
import io.rheostat.app.cli.option.RateConverter;
import io.rheostat.app.cli.option.UsageException;
import io.rheostat.app.worker.LoadTally;
import io.rheostat.app.worker.OpenLoop;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `rheostat load`.
@Command(
    name = "load",
    description =
        "Sends requests at a given rate to the replicas of a service discovery "
            + "file, and reports their latencies.",
    footer = {"", "Example: rheostat load --targets data/targets/chat.json --rate 8/s --for 60s"})
public final class LoadCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--targets",
      required = true,
      description = "Service discovery file, which the process driver writes.")
  private Path targets = Path.of("");

  @Option(
      names = "--rate",
      defaultValue = "2/s",
      converter = RateConverter.class,
      description = "Mean rate, such as 2/s (default).")
  private double rate;

  @Option(
      names = "--for",
      defaultValue = "60s",
      converter = DurationConverter.class,
      description = "How long (default: 60s).")
  private Duration length = Duration.ofSeconds(60);

  @Option(names = "--input", defaultValue = "200", description = "Prompt tokens (default: 200).")
  private int input;

  @Option(names = "--output", defaultValue = "50", description = "Tokens asked for (default: 50).")
  private int output;

  @Option(names = "--seed", defaultValue = "1", description = "Of the random times.")
  private long seed;

  @Override
  public Integer call() throws Exception {
    if (input < 1 || output < 1 || !length.isPositive()) {
      throw new UsageException(
          "--input and --output must be 1 or more, and --for above 0: nothing would be sent.");
    }
    if (!Files.isReadable(targets)) {
      throw new UsageException(
          "--targets "
              + targets
              + " is no file that can be read. The process driver writes it once a replica is"
              + " ready.");
    }
    PrintStream progress = common.json() ? System.err : System.out;
    OpenLoop.Settings settings = new OpenLoop.Settings(targets, rate, length, input, output, seed);
    LoadTally tally = new OpenLoop(settings, progress).run();
    System.out.println(common.json() ? tally.json() : tally.text());
    return tally.failures().isEmpty() ? 0 : 1;
  }
}
