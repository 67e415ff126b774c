package io.rheostat.app.cli.analyse;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.app.cli.option.CommonOptions;
import io.rheostat.app.cli.option.Configurations;
import io.rheostat.app.planning.OneShotPlan;
import io.rheostat.app.planning.PlannedWorkload;
import io.rheostat.config.settings.Configuration;
import io.rheostat.model.decision.Option;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `rheostat plan`.
@Command(
    name = "plan",
    description =
        "Plans once from the declaration: device, memory, disk, parallelism and "
            + "replicas that maximise J = alpha P - beta C for each workload.",
    footer = {"", "Example: rheostat plan --config config/scenarios/worked-example"})
public final class PlanCommand implements Callable<Integer> {
  /// Share of good requests below which the plan says so.
  private static final double FEW = 0.9;

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    Configuration configuration = Configurations.load(common.config());
    List<PlannedWorkload> plan = OneShotPlan.of(configuration.fleet());
    if (common.json()) {
      System.out.println(json(plan));
    } else {
      table(plan);
    }
    return plan.stream().allMatch(planned -> planned.chosen().isPresent()) ? 0 : 1;
  }

  private static String json(List<PlannedWorkload> plan) throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    ArrayNode nodes = mapper.createArrayNode();
    for (PlannedWorkload planned : plan) {
      ObjectNode node = nodes.addObject();
      node.put("workload", planned.workload().name());
      node.put("pool", planned.workload().pool());
      planned.chosen().ifPresent(option -> option(node.putObject("chosen"), planned, option));
      ArrayNode losing = node.putArray("losing");
      planned.losing().forEach(option -> option(losing.addObject(), planned, option));
      planned
          .flip()
          .ifPresent(
              flip -> {
                node.put("flipsAtAlphaOverBeta", flip.alphaOverBeta());
                node.put("flipsTo", flip.to().toString());
              });
      ArrayNode bindings = node.putArray("bindings");
      planned.bindings().forEach(bindings::add);
      ArrayNode refusals = node.putArray("refusals");
      planned.refusals().forEach(refusals::add);
    }
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(nodes);
  }

  private static void option(ObjectNode node, PlannedWorkload planned, Option option) {
    node.put("allocation", option.allocation().toString());
    node.put("device", planned.devices(option));
    node.put("parallelism", planned.parallelism(option));
    node.put("memoryGib", planned.memoryGib(option));
    node.put("diskGib", planned.diskGib(option));
    node.put("replicas", option.allocation().total());
    node.put("performance", option.performance());
    node.put("valueUsdPerHour", option.valueUsdPerHour());
    node.put("costUsdPerHour", option.costUsdPerHour());
    node.put("changeUsdPerHour", option.changeUsdPerHour());
    node.put("netUsdPerHour", option.netUsdPerHour());
    node.put("shortfallUsdPerHour", option.shortfallUsdPerHour());
    node.put("attainment", option.attainment());
  }

  private static void table(List<PlannedWorkload> plan) {
    int width =
        plan.stream()
            .flatMap(planned -> Stream.concat(planned.chosen().stream(), planned.losing().stream()))
            .mapToInt(option -> option.allocation().toString().length())
            .max()
            .orElse(10);
    String row = "%-16s %-8s %-" + Math.max(10, width) + "s %-10s %9s %9s %8s %12s %11s %11s%n";
    System.out.printf(
        row,
        "WORKLOAD",
        "",
        "ALLOCATION",
        "PARALLEL",
        "MEMORY",
        "DISK",
        "P",
        "VALUE $/h",
        "COST $/h",
        "J $/h");
    for (PlannedWorkload planned : plan) {
      print(row, planned);
    }
    double cost =
        plan.stream()
            .flatMap(planned -> planned.chosen().stream())
            .mapToDouble(Option::costUsdPerHour)
            .sum();
    System.out.printf(Locale.ROOT, "%nall together: %,.2f $/h%n", cost);
  }

  private static void print(String row, PlannedWorkload planned) {
    if (planned.chosen().isEmpty()) {
      System.out.printf("%-16s nothing is feasible%n", planned.workload().name());
    }
    planned
        .chosen()
        .ifPresent(option -> line(row, planned.workload().name(), "chosen", planned, option));
    planned.losing().forEach(option -> line(row, "", "", planned, option));
    planned
        .flip()
        .ifPresent(
            flip ->
                System.out.printf(
                    Locale.ROOT,
                    "%-16s          the choice flips to %s at alpha/beta = %,.3f%n",
                    "",
                    flip.to(),
                    flip.alphaOverBeta()));
    notes(planned);
    planned.refusals().forEach(words -> System.out.printf("%-16s refused  %s%n", "", words));
  }

  private static void notes(PlannedWorkload planned) {
    planned
        .qualityPrice()
        .ifPresent(
            price ->
                System.out.printf(
                    Locale.ROOT,
                    "%-16s          a point (0.01) of quality costs %.2f $/h, by %s%n",
                    "",
                    price.usdPerPoint(),
                    price.to()));
    planned
        .chosen()
        .filter(option -> option.attainment() < FEW)
        .ifPresent(
            option ->
                System.out.printf(
                    Locale.ROOT,
                    "%-16s          only %.0f %% of its expected requests are served within its"
                        + " objective%n",
                    "",
                    100 * option.attainment()));
    planned.bindings().forEach(words -> System.out.printf("%-16s because  %s%n", "", words));
  }

  private static void line(
      String row, String name, String mark, PlannedWorkload planned, Option option) {
    System.out.printf(
        Locale.ROOT,
        row,
        name,
        mark,
        option.allocation(),
        planned.parallelism(option),
        String.format(Locale.ROOT, "%.0f GiB", planned.memoryGib(option)),
        String.format(Locale.ROOT, "%.0f GiB", planned.diskGib(option)),
        String.format(Locale.ROOT, "%.2f", option.performance()),
        String.format(Locale.ROOT, "%,.2f", option.valueUsdPerHour()),
        String.format(Locale.ROOT, "%,.2f", option.costUsdPerHour()),
        String.format(Locale.ROOT, "%,.2f", option.netUsdPerHour()));
  }
}
