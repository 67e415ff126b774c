package io.rheostat.benchmarks.ingest.receiver;

import io.rheostat.benchmarks.ingest.load.VllmLoadPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The configuration folder declaring the reported workloads: one for every twenty replicas, in
/// five pools, matched by namespace and model name with the shipped vLLM preset.
public final class FleetFolder {
  private static final int POOLS = 5;
  private static final String PRESET = "vllm.yaml";

  private FleetFolder() {}

  /// Writes the configuration of a number of workloads into a folder, with a copy of the shipped
  /// preset, and returns the folder.
  public static Path write(Path folder, int workloads) throws IOException {
    Path signals = Files.createDirectories(folder.resolve("signals"));
    Path shipped = Path.of(System.getProperty("rheostat.home", "."), "config", "signals", PRESET);
    Files.copy(shipped, signals.resolve(PRESET));
    Path fleet = Files.createDirectories(folder.resolve("fleet"));
    StringBuilder text = new StringBuilder(device());
    for (int pool = 0; pool < POOLS; pool++) {
      text.append(pool(pool));
    }
    for (int workload = 0; workload < workloads; workload++) {
      text.append(workload(workload));
    }
    Files.writeString(fleet.resolve("fleet.yaml"), text);
    return folder;
  }

  private static String device() {
    return """
    apiVersion: rheostat.io/v1
    kind: Device
    metadata: {name: h100-sxm}
    spec:
      memory: 80 GiB
      bandwidth: 3.35 TB/s
      flops: 989 TFLOPS
      price: {perDevice: 2.95 USD}
    """;
  }

  private static String pool(int pool) {
    return """
    ---
    apiVersion: rheostat.io/v1
    kind: Pool
    metadata: {name: pool-%d}
    spec:
      devices: {h100-sxm: 2000}
      alpha: 1
      beta: 1
    """
        .formatted(pool);
  }

  private static String workload(int workload) {
    return """
    ---
    apiVersion: rheostat.io/v1
    kind: Workload
    metadata: {name: chat-%02d}
    spec:
      type: inference
      pool: pool-%d
      model: {parameters: 32.8e9, layers: 64, kvHeads: 8, headDim: 128, precision: bf16}
      objective:
        slo: {ttft: 3s, tpot: 100ms, attainment: 99%%}
        value: {perThousandGoodRequests: 4.00 USD}
        expected: {rate: 40/s, inputTokens: 1155, outputTokens: 211}
      placements:
        - device: h100-sxm
          tensorParallel: 2
          memory: 128 GiB
          disk: 200 GiB
          startup: 100s
          target: {kubernetes: {namespace: %s, deployment: chat-%02d}}
      bounds: {minReplicas: 1, maxReplicas: 40}
      metrics:
        - {preset: vllm, match: {namespace: %s, model_name: %s}}
    """
        .formatted(
            workload,
            workload % POOLS,
            VllmLoadPage.namespace(workload),
            workload,
            VllmLoadPage.namespace(workload),
            VllmLoadPage.model(workload));
  }
}
