package io.rheostat.verification.failover;

import io.rheostat.config.yaml.ConfigException;
import io.rheostat.streams.Delivery;
import io.rheostat.verification.failover.history.Violation;
import io.rheostat.verification.failover.process.BrokerProgram;
import io.rheostat.verification.failover.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `rheostat verify failover`.
@Command(
    name = "failover",
    description = {
      "The program killed with -9 again and again, checked at its targets.",
      "It runs on a broker that nobody kills, under both delivery settings. Checked is what"
          + " targets",
      "saw and did and what is on the topics; measured is the time from a kill to the next command",
      "that takes effect. Exits with 1 on any violation, which is told with its evidence."
    },
    footer = {
      "",
      "Example: rheostat verify failover --kills 6 --json",
      "         rheostat verify failover --seed 7 --keep /tmp/failover"
    })
public final class FailoverCommand implements Callable<Integer> {
  private static final Duration BROKER_START = Duration.ofSeconds(60);
  private static final int MOST_KILLS = 200;
  private static final int MOST_SHOWN = 10;

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "6",
      description = "How often it is killed under each setting; default ${DEFAULT-VALUE}.")
  private int kills;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of load, slowness and moments of kills; default ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--kafka",
      description = "host:port of a Kafka cluster to run on, instead of the embedded broker.")
  private Optional<String> kafka = Optional.empty();

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Keep configuration, logs and data of the run in this folder.")
  private Optional<Path> keep = Optional.empty();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException, ConfigException {
    if (kills < 1 || kills > MOST_KILLS) {
      throw new ParameterException(
          spec.commandLine(), "--kills is " + kills + ". It must be 1 to " + MOST_KILLS + ".");
    }
    Path folder = keep.isPresent() ? keep.get() : Files.createTempDirectory("rheostat-failover");
    Files.createDirectories(folder);
    Map<Delivery, FailoverResult> results = new EnumMap<>(Delivery.class);
    try {
      for (Delivery delivery : Delivery.values()) {
        results.put(delivery, run(delivery, folder.toAbsolutePath()));
      }
    } finally {
      if (keep.isEmpty()) {
        delete(folder);
      }
    }
    tell(results);
    System.out.println(json ? FailoverReport.json(results) : FailoverReport.table(results));
    return results.values().stream().allMatch(one -> one.violations().isEmpty()) ? 0 : 1;
  }

  private FailoverResult run(Delivery delivery, Path folder)
      throws IOException, InterruptedException, ConfigException {
    // Trials on a cluster shared with others, or used by others before, must not meet their
    // services.
    String name =
        delivery == Delivery.EXACTLY_ONCE
            ? "e" + Long.toString(System.currentTimeMillis(), 36)
            : "a" + Long.toString(System.currentTimeMillis(), 36);
    Path own = Files.createDirectories(folder.resolve(name));
    TrialPlan plan = new TrialPlan(name, delivery, kills, seed);
    if (kafka.isPresent()) {
      return FailoverResult.of(FailoverTrial.run(plan, kafka.get(), own));
    }
    try (ChildProcess broker =
        ChildProcess.start(
            own.resolve("broker.log"),
            BrokerProgram.class.getName(),
            List.of(own.resolve("kafka").toString()))) {
      String bootstrap = broker.awaitLine(BrokerProgram.AT, BROKER_START);
      return FailoverResult.of(FailoverTrial.run(plan, bootstrap, own));
    }
  }

  private static void tell(Map<Delivery, FailoverResult> results) {
    results.forEach(
        (delivery, result) -> {
          for (Violation violation : result.violations().stream().limit(MOST_SHOWN).toList()) {
            System.err.println(
                "rheostat: VIOLATION, " + FailoverReport.name(delivery) + ": " + violation);
          }
        });
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.deleteIfExists(path);
    }
  }
}
