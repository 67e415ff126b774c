package io.rheostat.config.load;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rheostat.config.settings.Configuration;
import io.rheostat.config.yaml.ConfigException;
import io.rheostat.config.yaml.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A configuration folder to write into.
public record Folder(Path path) {
  public static final String DEVICE =
      """
      kind: Device
      metadata: {name: h100}
      spec: {memory: 80 GiB, bandwidth: 3.35 TB/s, flops: 989 TFLOPS, price: {perDevice: 3 USD}}
      """;
  public static final String POOL =
      """
      kind: Pool
      metadata: {name: east}
      spec: {devices: {h100: 16}, budget: 100 USD}
      """;
  public static final String PRESET =
      """
      kind: SignalPreset
      metadata: {name: vllm}
      spec: {rules: [{metric: "vllm:num_requests_running", signal: requestsRunning}]}
      """;

  /// A workload with these lines for `placements`, `bounds` and what else there is.
  public static String inference(String name, String lines) {
    return """
    kind: Workload
    metadata: {name: %s}
    spec:
      type: inference
      pool: east
      objective: {slo: {ttft: 3s, tpot: 100ms}, value: {perThousandGoodRequests: 4.00 USD}}
    """
            .formatted(name)
        + lines.indent(2);
  }

  public static String training(String name, String lines) {
    return """
    kind: Workload
    metadata: {name: %s}
    spec:
      type: training
      pool: east
      objective: {work: {samples: 2.0e9}, value: {onCompletion: 9000 USD}}
    """
            .formatted(name)
        + lines.indent(2);
  }

  /// With one device, one pool and one preset.
  public Folder withBasics() {
    write("fleet/device.yaml", DEVICE);
    write("fleet/pool.yaml", POOL);
    return write("signals/vllm.yaml", PRESET);
  }

  public Folder write(String file, String text) {
    try {
      Path target = path.resolve(file);
      Files.createDirectories(path.resolve(file).resolveSibling(""));
      Files.writeString(target, text);
      return this;
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }

  public Configuration load() {
    try {
      return ConfigLoader.load(path);
    } catch (ConfigException error) {
      throw new AssertionError(error.getMessage(), error);
    }
  }

  /// The problems as printed; fails when it loads.
  public List<String> problems() {
    ConfigException error =
        catchThrowableOfType(ConfigException.class, () -> ConfigLoader.load(path));
    return error.problems().stream().map(Problem::toString).toList();
  }
}
