package io.rheostat.verification.protocol;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.verification.protocol.world.ProtocolVariant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `rheostat verify protocol`.
@Command(
    name = "protocol",
    description = "The command protocol in a faulty world, in virtual time, seed by seed.",
    footer = {
      "",
      "Example: rheostat verify protocol --seeds 5000 --json",
      "         rheostat verify protocol --seed 198"
    })
public final class ProtocolCommand implements Callable<Integer> {
  private static final int MOST_SHOWN = 5;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "5000",
      description = "How many seeds to run, from that of --from on; default ${DEFAULT-VALUE}.")
  private int seeds;

  @Option(
      names = "--from",
      paramLabel = "N",
      defaultValue = "1",
      description = "The first seed; default ${DEFAULT-VALUE}.")
  private long from;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Run this seed alone and print all that happens in it.")
  private long[] seed = {};

  @Option(
      names = "--bug",
      paramLabel = "NAME",
      defaultValue = "",
      description = "With --seed: plant this bug first.")
  private String bug = "";

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws ExecutionException, InterruptedException {
    if (seeds < 1) {
      throw new ParameterException(
          spec.commandLine(), "--seeds is " + seeds + ". It must be 1 or more.");
    }
    OptionalLong one = Arrays.stream(seed).findFirst();
    return one.isPresent() ? alone(one.getAsLong()) : all();
  }

  private int alone(long of) {
    Simulation.Result result = Simulation.run(of, variant(), Integer.MAX_VALUE);
    result.trace().forEach(System.out::println);
    System.out.println(
        "seed "
            + of
            + ", "
            + result.events()
            + " events: "
            + result.violation().orElse("all well"));
    return result.violation().isPresent() ? 1 : 0;
  }

  private ProtocolVariant variant() {
    if (bug.isEmpty()) {
      return ProtocolVariant.SOUND;
    }
    try {
      return PlantedBug.valueOf(bug.toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--bug is " + bug + ". It must be one of " + Arrays.toString(PlantedBug.values()) + ".",
          e);
    }
  }

  private int all() throws ExecutionException, InterruptedException {
    Campaign.Outcome outcome = new Campaign(from, seeds).run();
    for (Simulation.Result broken : outcome.violations().stream().limit(MOST_SHOWN).toList()) {
      System.err.println("seed " + broken.seed() + ", " + broken.violation().orElse(""));
      broken.trace().forEach(line -> System.err.println("  " + line));
      System.err.println(
          "  again, with all of it: ./rheostat verify protocol --seed " + broken.seed());
    }
    System.out.println(json ? json(outcome) : text(outcome));
    return outcome.isGood() ? 0 : 1;
  }

  private String json(Campaign.Outcome outcome) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("from", from);
    root.put("seeds", seeds);
    root.put("events", outcome.events());
    root.put("violations", outcome.violations().size());
    root.put("plantedBugs", outcome.seedsToCatch().size());
    root.put("plantedBugsCaught", outcome.caught());
    root.put("wallSeconds", Math.round(outcome.wallSeconds() * 10) / 10.0);
    ObjectNode caught = root.putObject("seedsToCatch");
    outcome
        .seedsToCatch()
        .forEach(
            (planted, count) ->
                count.ifPresentOrElse(
                    some -> caught.put(planted.name(), some),
                    () -> caught.putNull(planted.name())));
    return root.toPrettyString();
  }

  private String text(Campaign.Outcome outcome) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%d seeds from %d on, %d events, %d violations, %.1f s%n",
            seeds,
            from,
            outcome.events(),
            outcome.violations().size(),
            outcome.wallSeconds()));
    text.append(
        String.format(
            Locale.ROOT,
            "%d bugs planted, %d caught%n",
            outcome.seedsToCatch().size(),
            outcome.caught()));
    for (Map.Entry<PlantedBug, Optional<Integer>> hunt : outcome.seedsToCatch().entrySet()) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %-32s %s%n",
              hunt.getKey(),
              hunt.getValue().map(count -> "after " + count + " seeds").orElse("NOT CAUGHT")));
    }
    return text.toString().stripTrailing();
  }
}
