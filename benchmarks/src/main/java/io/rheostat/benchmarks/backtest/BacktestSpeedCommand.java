package io.rheostat.benchmarks.backtest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.benchmarks.statistics.CpuTime;
import io.rheostat.config.load.ConfigLoader;
import io.rheostat.config.yaml.ConfigException;
import io.rheostat.contest.backtest.Backtest;
import io.rheostat.contest.backtest.WhatIf;
import io.rheostat.contest.history.FleetHistory;
import io.rheostat.model.fleet.Fleet;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `rheostat bench backtest`.
@Command(
    name = "backtest",
    description = {
      "Records a fleet of services with the rates of two public traces in their busiest hours, and"
          + " backtests seven policies on it, one seed, beside the limit: the same requests"
          + " simulated with the recorded replicas and no policy. Prints the memory of the record,"
          + " too."
    },
    footer = {"", "Example: rheostat bench backtest --services 4 --hours 1"})
public final class BacktestSpeedCommand implements Callable<Integer> {
  private static final int REFUSED = 2;
  private static final double MEGABYTE = 1e6;
  private static final List<String> POLICIES =
      List.of("rheostat", "hpa", "kpa", "ray-serve", "llmd-slo-keda", "dynamo-sla", "static");

  @Option(
      names = "--services",
      paramLabel = "N",
      defaultValue = "20",
      description = "Inference services of the fleet. Default: ${DEFAULT-VALUE}.")
  private int services;

  @Option(
      names = "--hours",
      paramLabel = "N",
      defaultValue = "24",
      description = "Length of the record. Default: ${DEFAULT-VALUE}.")
  private int hours;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  /// Simulated requests and the time they took.
  ///
  /// @param seconds on the clock
  private record Cost(double requests, double seconds, double cpuSeconds) {
    double perCpuSecond() {
      return requests / cpuSeconds;
    }
  }

  /// Sizes of a record.
  ///
  /// @param numbers bytes that grow with its length
  /// @param heap bytes in use with it, after a collection
  private record Memory(long numbers, long heap) {}

  /// Begin of timed work.
  private record Start(long nanos, double cpuSeconds) {
    static Start now() {
      return new Start(System.nanoTime(), CpuTime.seconds());
    }

    /// Returns what it took until now.
    Cost cost(double requests) {
      return new Cost(requests, (System.nanoTime() - nanos) / 1e9, CpuTime.seconds() - cpuSeconds);
    }
  }

  @Override
  public Integer call() throws ConfigException, InterruptedException {
    if (services < 1 || hours < 1) {
      System.err.println("--services and --hours must be 1 or more.");
      return REFUSED;
    }
    Path home = Path.of(System.getProperty("rheostat.home", "."));
    Fleet demo =
        ConfigLoader.load(home.resolve("config/scenarios/demo"), home.resolve("config/signals"))
            .fleet();
    System.err.printf(
        Locale.ROOT, "recording %d h of %d services in simulated time%n", hours, services);
    FleetHistory history = RecordedFleet.of(demo, services, Duration.ofHours(hours));
    Memory memory = new Memory(history.bytes(), heap());
    double requests = history.requests();
    System.err.println("calibrating the engines, then as it ran, then seven policies");
    Start start = Start.now();
    Backtest backtest = new Backtest(history, 1);
    Cost calibration = start.cost(0);
    start = Start.now();
    run(backtest, List.of());
    Cost limit = start.cost(requests);
    start = Start.now();
    run(backtest, POLICIES);
    // As it ran is a run of each backtest, too.
    Cost all = start.cost(requests * (POLICIES.size() + 1));
    print(history, memory, calibration, limit, all);
    return 0;
  }

  private static void run(Backtest backtest, List<String> policies) throws InterruptedException {
    backtest.run(new Backtest.Request(policies, WhatIf.AS_DECLARED, true, false), _ -> {});
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private void print(
      FleetHistory history, Memory memory, Cost calibration, Cost limit, Cost backtest) {
    double seconds = calibration.seconds() + backtest.seconds();
    if (json) {
      ObjectNode node = new ObjectMapper().createObjectNode();
      node.put("services", services);
      node.put("hours", hours);
      node.put("requests", history.requests());
      node.put("recordBytes", memory.numbers());
      node.put("heapBytes", memory.heap());
      node.put("calibrationCpuSeconds", calibration.cpuSeconds());
      node.put("limitRequestsPerCpuSecond", limit.perCpuSecond());
      node.put("requestsPerCpuSecond", backtest.perCpuSecond());
      node.put("cpuOverLimit", limit.perCpuSecond() / backtest.perCpuSecond());
      node.put("seconds", seconds);
      System.out.println(node.toPrettyString());
      return;
    }
    System.out.printf(
        Locale.ROOT,
        "%d services, %d h, %,.0f requests%n"
            + "  record      %,10.1f MB, %.0f kB a service and day; heap with it %,.0f MB%n"
            + "  calibration %,10.1f CPU-s%n"
            + "  as it ran   %,10.0f requests per CPU-second%n"
            + "  %d policies  %,10.0f requests per CPU-second, %.1f times the CPU of as it ran%n"
            + "  backtest    %,10.1f s on %d cores, calibration and as it ran included%n",
        services,
        hours,
        history.requests(),
        memory.numbers() / MEGABYTE,
        memory.numbers() * 24.0 / 1000 / services / hours,
        memory.heap() / MEGABYTE,
        calibration.cpuSeconds(),
        limit.perCpuSecond(),
        POLICIES.size(),
        backtest.perCpuSecond(),
        limit.perCpuSecond() / backtest.perCpuSecond(),
        seconds,
        Runtime.getRuntime().availableProcessors());
  }
}
