package io.rheostat.app.cli.analyse;

import io.rheostat.app.cli.option.Configurations;
import io.rheostat.app.cli.option.UsageException;
import io.rheostat.config.settings.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `rheostat init`.
@Command(
    name = "init",
    description =
        "Writes a commented configuration folder: one service in one pool, in "
            + "mode observe. Nothing is resized until its mode is changed.",
    footer = {
      "",
      "Example: rheostat init my-config --workload chat --namespace chat --device l40s --devices 4"
    })
public final class InitCommand implements Callable<Integer> {
  private static final String NAME = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Parameters(paramLabel = "DIR", description = "Where; a folder with a fleet is left alone.")
  private Path folder = Path.of("");

  @Option(names = "--workload", defaultValue = "chat", description = "The service's name: chat.")
  private String workload = "chat";

  @Option(
      names = "--namespace",
      defaultValue = "default",
      description = "Kubernetes namespace of its Deployment: default.")
  private String namespace = "default";

  @Option(names = "--deployment", description = "Name of its Deployment: the service's.")
  private String deployment = "";

  @Option(
      names = "--device",
      defaultValue = "h100-sxm",
      description = "Device type its replicas run on: h100-sxm. A wrong one lists all.")
  private String device = "h100-sxm";

  @Option(names = "--devices", defaultValue = "8", description = "How many there are: 8.")
  private int devices;

  @Override
  public Integer call() throws Exception {
    if (help) {
      return 0;
    }
    check();
    Path fleet = folder.resolve("fleet");
    if (Files.exists(fleet)) {
      throw new UsageException(fleet + " is there already. Name another folder.");
    }
    Files.createDirectories(fleet);
    Files.copy(shipped("fleet/devices.yaml"), fleet.resolve("devices.yaml"));
    Files.writeString(fleet.resolve("pool.yaml"), pool());
    Files.writeString(fleet.resolve(workload + ".yaml"), service());
    Files.writeString(folder.resolve("scrape.yaml"), scrape());
    Configuration written = Configurations.load(folder);
    System.out.printf(
        "%s: %d workload in pool %s. Correct what its comments say, then:%n  rheostat validate"
            + " --config %s%n  rheostat plan --config %s%n  rheostat up --config %s%n",
        folder,
        written.fleet().workloads().size(),
        written.fleet().pools().firstKey(),
        folder,
        folder,
        folder);
    return 0;
  }

  private void check() throws IOException, UsageException {
    deployment = deployment.isEmpty() ? workload : deployment;
    for (String name : new String[] {workload, namespace, deployment}) {
      if (!name.matches(NAME)) {
        throw new UsageException(
            "\"" + name + "\" is no name. Use small letters, digits and hyphens.");
      }
    }
    if (devices < 1) {
      throw new UsageException("--devices is " + devices + ". It must be 1 or more.");
    }
    String known = Files.readString(shipped("fleet/devices.yaml"));
    if (!known.contains("metadata: {name: " + device + "}")) {
      throw new UsageException(
          "--device: \"%s\" is not among the shipped ones: %s. Take one, and correct its file."
              .formatted(
                  device,
                  String.join(
                      ", ",
                      known
                          .lines()
                          .filter(line -> line.startsWith("metadata: {name: "))
                          .map(line -> line.substring(17, line.length() - 1))
                          .toList())));
    }
  }

  private static Path shipped(String file) {
    return Path.of(System.getProperty("rheostat.home", ".")).resolve("config").resolve(file);
  }

  private String pool() {
    return """
    # What the workloads of one place share. Prices stand at the device types in devices.yaml.
    apiVersion: rheostat.io/v1
    kind: Pool
    metadata: {name: default}
    spec:
      devices: {%s: %d}
      # Dollars an hour for all together; leave it out for no limit.
      # budget: 50 USD
    """
        .formatted(device, devices);
  }

  private String service() {
    return """
    apiVersion: rheostat.io/v1
    kind: Workload
    metadata: {name: %1$s}
    spec:
      type: inference
      pool: default
      # observe: decide and say what would be saved; approve: ask a person; act: resize.
      mode: observe
      # Of the model: what decides whether it fits a device and how fast it is at first. This is an
      # 8-billion-parameter model; measured speed takes over as soon as there is some.
      model: {parameters: 8e9, layers: 32, kvHeads: 8, headDim: 128, precision: bf16}
      objective:
        # A request is good when both times are within these.
        slo: {ttft: 2s, tpot: 100ms, attainment: 99%%}
        # What good requests earn decides how much may be spent on them.
        value: {perThousandGoodRequests: 1.00 USD}
        # Until something is measured.
        expected: {rate: 1/s, inputTokens: 500, outputTokens: 200}
      placements:
        - device: %2$s
          tensorParallel: 1
          # From start to ready; measured later.
          startup: 60s
          target: {kubernetes: {namespace: %3$s, deployment: %4$s}}
      bounds: {minReplicas: 1, maxReplicas: %5$d}
      # Series belong to it when all these labels are equal; see what the engine's page says.
      metrics: {preset: vllm, match: {namespace: %3$s}}
    """
        .formatted(workload, device, namespace, deployment, devices);
  }

  private String scrape() {
    return """
    # Metric pages that Rheostat reads itself; delete this file where Prometheus sends its samples by
    # remote write (docs/how-to/prometheus.md).
    apiVersion: rheostat.io/v1
    kind: ScrapeJob
    metadata: {name: %1$s}
    spec:
      interval: 5s
      labels: {namespace: %2$s}
      # Each running pod with these labels.
      kubernetesDiscovery:
        - {namespace: %2$s, selector: "app=%3$s", port: 8000}
    """
        .formatted(workload, namespace, deployment);
  }
}
