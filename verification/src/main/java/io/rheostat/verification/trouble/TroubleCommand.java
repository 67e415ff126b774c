package io.rheostat.verification.trouble;

import io.rheostat.config.yaml.ConfigException;
import io.rheostat.contest.trouble.TroubleJson;
import io.rheostat.contest.trouble.TroubleRow;
import io.rheostat.contest.trouble.TroubleText;
import io.rheostat.simulator.loop.HostVariant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `rheostat verify trouble`.
@Command(
    name = "trouble",
    description =
        "Ordinary troubles on simulated services, judged by what was truly needed: wrong"
            + " scale-downs, time with too little ready, excess cost, time to recover.",
    footer = {
      "",
      "Example: rheostat verify trouble --json",
      "         rheostat verify trouble --out docs/benchmarks",
      "         rheostat verify trouble --only metrics-outage,counter-glitch --policy rheostat"
    })
public final class TroubleCommand implements Callable<Integer> {
  private static final int REFUSED = 2;
  private static final int DRIFTED = 1;

  /// Seed of the committed report.
  static final long COMMITTED_SEED = 1;

  private static final String RHEOSTAT = "rheostat";
  private static final List<String> POLICIES = List.of("rheostat", "hpa", "llmd-slo-keda", "kpa");

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "TROUBLE",
      description = "Troubles to run, such as metrics-outage; all of config/troubles if left out.")
  private List<String> only = List.of();

  @Option(
      names = "--policy",
      split = ",",
      paramLabel = "NAME",
      description = "Policies to run; rheostat,hpa,llmd-slo-keda,kpa if left out.")
  private List<String> policies = POLICIES;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Of the simulated worlds; default ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--config",
      paramLabel = "DIR",
      description = "The folder with troubles/*.yaml; that of the program if left out.")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--bug",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Plant this bug into the host of Rheostat's folds first.")
  private String bug = "";

  @Option(
      names = "--fresh-seed",
      paramLabel = "S",
      defaultValue = "2",
      description =
          "Another seed, in which planted bugs are looked for, too; default ${DEFAULT-VALUE}.")
  private long freshSeed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Write trouble.md and trouble.json there, such as docs/benchmarks.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--check",
      description = "Fail when a row differs from the committed docs/benchmarks/trouble.json.")
  private boolean check;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException, ConfigException, InterruptedException {
    Path folder =
        config.orElse(Path.of(System.getProperty("rheostat.home", ".")).resolve("config"));
    TroubleRuns runs = new TroubleRuns(folder.resolve("troubles"), folder.resolve("signals"), seed);
    Path committed = folder.resolveSibling("docs/benchmarks/trouble.json");
    if (check && !Files.isRegularFile(committed)) {
      return refused(
          "--check: there is no " + committed + ". Run rheostat verify trouble --out DIR.");
    }
    List<TroubleRow> rows;
    Map<String, Optional<String>> bugs = new LinkedHashMap<>();
    try {
      rows = rows(runs);
      if (only.isEmpty() && bug.isEmpty()) {
        System.err.println("looking for planted bugs");
        bugs.putAll(new BugHunt(runs, freshSeed).run());
      }
    } catch (IllegalArgumentException e) {
      return refused(String.valueOf(e.getMessage()));
    }
    System.out.print(json ? TroubleJson.report(rows, bugs) : text(rows, bugs));
    if (out.isPresent()) {
      Files.createDirectories(out.get());
      Files.writeString(out.get().resolve("trouble.md"), TroublePage.of(rows, bugs));
      Files.writeString(out.get().resolve("trouble.json"), TroubleJson.write(rows));
    }
    return check ? drifted(Files.readString(committed), rows) : verdict(rows, bugs);
  }

  private List<TroubleRow> rows(TroubleRuns runs)
      throws IOException, ConfigException, InterruptedException {
    Set<String> known = runs.files().keySet();
    for (String name : only) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "--only: there is no trouble "
                + name
                + ". There are "
                + String.join(", ", known)
                + ".");
      }
    }
    return runs.rows(
        name -> only.isEmpty() || only.contains(name),
        policies,
        variant(),
        row -> System.err.println(row.policy() + " under " + row.trouble() + " is run"));
  }

  private HostVariant variant() {
    if (bug.isEmpty()) {
      return HostVariant.SOUND;
    }
    for (EverydayBug planted : EverydayBug.values()) {
      if (planted.name().equals(bug.toUpperCase(Locale.ROOT).replace('-', '_'))) {
        return planted.under(seed);
      }
    }
    throw new IllegalArgumentException(
        "--bug is " + bug + ". It must be one of " + Arrays.toString(EverydayBug.values()) + ".");
  }

  private static String text(List<TroubleRow> rows, Map<String, Optional<String>> bugs) {
    StringBuilder text = new StringBuilder(TroubleText.of(rows));
    bugs.forEach(
        (name, caught) ->
            text.append(
                String.format(Locale.ROOT, "%-24s %s%n", name, caught.orElse("NOT CAUGHT"))));
    return text.toString();
  }

  private static int verdict(List<TroubleRow> rows, Map<String, Optional<String>> bugs) {
    boolean well =
        rows.stream().filter(row -> row.policy().equals(RHEOSTAT)).allMatch(TroubleRow::ok);
    return well && bugs.values().stream().allMatch(Optional::isPresent) ? 0 : 1;
  }

  private static int drifted(String committed, List<TroubleRow> rows) {
    List<String> drifted = TroubleDrift.between(committed, rows);
    drifted.forEach(System.out::println);
    System.out.println(
        drifted.isEmpty()
            ? rows.size() + " rows are as committed."
            : drifted.size()
                + " rows drifted. If that is meant, run rheostat verify trouble --out DIR.");
    return drifted.isEmpty() ? 0 : DRIFTED;
  }

  private static int refused(String problem) {
    System.err.println(problem);
    return REFUSED;
  }
}
