package io.rheostat.app.cli.analyse;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.app.cli.option.CommonOptions;
import io.rheostat.app.cli.option.DurationConverter;
import io.rheostat.app.cli.option.UsageException;
import io.rheostat.app.demo.Demo;
import io.rheostat.app.demo.DemoOptions;
import io.rheostat.streams.Delivery;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `rheostat demo`.
@Command(
    name = "demo",
    description =
        "Runs the whole loop on an embedded Kafka broker against simulated "
            + "clusters with real vLLM, DCGM and training pages over HTTP.",
    footer = {
      "",
      "Example: rheostat demo --speed 60 --duration 60s --report report.json",
      "         rheostat demo --data demo-data --record recording"
    })
public final class DemoCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--trace",
      description =
          "A trace for the chat service: CSV or JSON lines as Azure, Mooncake, BurstGPT and others"
              + " publish them; without it traffic is generated.")
  private Optional<Path> trace = Optional.empty();

  @Option(
      names = "--daily",
      description = "Generated traffic follows the hours of the day: a quarter of it at 04:00 UTC.")
  private boolean daily;

  @Option(names = "--speed", defaultValue = "90", description = "Simulated seconds a second.")
  private double speed;

  @Option(
      names = "--duration",
      defaultValue = "40s",
      converter = DurationConverter.class,
      description =
          "Wall time at that speed, such as 60s: duration x speed is simulated, however long that"
              + " takes.")
  private Duration duration = Duration.ofSeconds(40);

  @Option(names = "--data", description = "Keep everything there, and resume from there.")
  private Optional<Path> data = Optional.empty();

  @Option(names = "--record", description = "Export logs, decisions and commands to this folder.")
  private Optional<Path> record = Optional.empty();

  @Option(names = "--report", description = "Write the report to this file.")
  private Optional<Path> report = Optional.empty();

  @Option(names = "--seed", defaultValue = "1", description = "Seed of the simulated world.")
  private long seed;

  @Option(names = "--page-port", defaultValue = "0", description = "Port of the page; 0 is any.")
  private int pagePort;

  @Option(
      names = "--at-least-once",
      description =
          "The fast delivery setting. A crash may lose an alert, until its sender repeats it, or a"
              + " workload's move to another pool; without it, neither is lost.")
  private boolean atLeastOnce;

  @Override
  public Integer call() throws Exception {
    if (!(speed > 0) || speed > 10_000) {
      throw new UsageException("--speed is " + speed + ". It must be above 0 and at most 10000.");
    }
    if (trace.isPresent() && !Files.isRegularFile(trace.get())) {
      throw new UsageException("--trace " + trace.get() + " is no file.");
    }
    DemoOptions options =
        new DemoOptions(
            common.config(),
            trace,
            daily,
            speed,
            duration,
            data,
            record,
            seed,
            pagePort,
            atLeastOnce ? Delivery.AT_LEAST_ONCE : Delivery.EXACTLY_ONCE);
    PrintStream progress = common.json() ? System.err : System.out;
    Demo.Outcome outcome = Demo.run(options, progress);
    ObjectNode result = outcome.report();
    String text = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(result);
    if (report.isPresent()) {
      Files.writeString(report.get(), text + "\n");
    }
    System.out.println(text);
    progress.print(outcome.table());
    if (result.path("requests").asLong() == 0) {
      throw new UsageException(
          "no request was finished, refused or overdue in this run. Give a longer --duration.");
    }
    return 0;
  }
}
