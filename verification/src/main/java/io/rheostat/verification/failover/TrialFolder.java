package io.rheostat.verification.failover;

import io.rheostat.verification.failover.endpoint.TrialServices;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// The configuration of a trial: webhook targets, file discovery of their replicas.
final class TrialFolder {
  private static final String PRESET = "vllm.yaml";

  private TrialFolder() {}

  /// Writes the configuration.
  ///
  /// @param targets address of the recording targets
  /// @param discovery the file listing replicas
  static void write(Path folder, List<TrialServices> members, URI targets, Path discovery)
      throws IOException {
    Path signals = Files.createDirectories(folder.resolve("signals"));
    Path shipped = Path.of(System.getProperty("rheostat.home", "."), "config", "signals", PRESET);
    Files.copy(shipped, signals.resolve(PRESET));
    Path secret = Files.writeString(folder.resolve("secret"), "0123456789abcdef0123456789abcdef");
    StringBuilder text = new StringBuilder(device());
    members.stream()
        .map(TrialServices::pool)
        .distinct()
        .forEach(pool -> text.append(pool(pool, pool.endsWith(TrialServices.SHORT))));
    for (TrialServices member : members) {
      text.append(workload(member, targets, secret));
    }
    Path fleet = Files.createDirectories(folder.resolve("fleet"));
    Files.writeString(fleet.resolve("fleet.yaml"), text);
    Files.writeString(folder.resolve("scrape.yaml"), scrape(discovery));
  }

  private static String device() {
    return String.format(
        Locale.ROOT,
        """
        apiVersion: rheostat.io/v1
        kind: Device
        metadata: {name: %s}
        spec: {memory: 24 GiB, bandwidth: 300 GB/s, flops: 120 TFLOPS, price: {perDevice: %.2f USD}}
        """,
        TrialServices.DEVICE,
        TrialServices.USD);
  }

  private static String pool(String name, boolean isShort) {
    int devices = TrialServices.MOST_REPLICAS * TrialServices.IN_ROOMY;
    return String.format(
        Locale.ROOT,
        """
        ---
        apiVersion: rheostat.io/v1
        kind: Pool
        metadata: {name: %s}
        spec: {devices: {%s: %d}, budget: %.2f USD}
        """,
        name,
        TrialServices.DEVICE,
        devices,
        isShort ? TrialServices.SHORT_BUDGET_USD : devices * TrialServices.USD);
  }

  private static String workload(TrialServices member, URI targets, Path secret) {
    return String.format(
        Locale.ROOT,
        """
        ---
        apiVersion: rheostat.io/v1
        kind: Workload
        metadata: {name: %1$s}
        spec:
          type: inference
          pool: %2$s
          mode: act
          model: {parameters: 0.6e9, layers: 28, kvHeads: 8, headDim: 128, precision: bf16}
          objective:
            slo: {ttft: 2s, tpot: 100ms, attainment: 99%%}
            value: {perThousandGoodRequests: 0.15 USD}
            expected: {rate: 3/s, inputTokens: %3$d, outputTokens: %4$d}
          placements:
            - device: %5$s
              startup: 1s
              profile: {base: 40ms, perPrefillToken: 100us, kvTokens: 40000, maxSequences: 8}
              target: {webhook: {url: "%6$s/targets/%1$s", secretFile: "%7$s", timeout: 5s}}
          bounds: {minReplicas: 1, maxReplicas: %8$d}
          metrics: {preset: vllm, match: {model_name: %1$s}}
        """,
        member.name(),
        member.pool(),
        TrialServices.INPUT_TOKENS,
        TrialServices.OUTPUT_TOKENS,
        TrialServices.DEVICE,
        targets,
        secret.toAbsolutePath(),
        TrialServices.MOST_REPLICAS);
  }

  private static String scrape(Path discovery) {
    return """
    apiVersion: rheostat.io/v1
    kind: ScrapeJob
    metadata: {name: replicas}
    spec: {interval: 1s, timeout: 1s, files: ["%s"]}
    """
        .formatted(discovery.toAbsolutePath());
  }
}
