package io.rheostat.config.auto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rheostat.config.load.ConfigLoader;
import io.rheostat.config.load.Folder;
import io.rheostat.config.yaml.ConfigException;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Precision;
import io.rheostat.model.resource.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Placements that a sizer makes for a configuration.
class AutoPlacementsTest {
  @TempDir Path directory;

  private final List<AutoRequest> requests = new ArrayList<>();

  private List<SizedPlacement> sized(AutoRequest request) {
    requests.add(request);
    return List.of(
        new SizedPlacement(
            new Placement(
                "h100-fp8-tp2",
                "h100",
                2,
                1,
                List.of(),
                64,
                100,
                request.startup(),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                Target.OBSERVE,
                Optional.empty(),
                Optional.of(Precision.FP8)),
            96));
  }

  private Workload load(String auto) throws ConfigException {
    String text =
        Folder.inference(
                "w",
                "model: {parameters: 8.0e9, layers: 32, kvHeads: 8, headDim: 128}\n"
                    + "bounds: {maxReplicas: 4}\n"
                    + "placements: auto\n"
                    + auto)
            .replace(
                "value: {",
                "expected: {rate: 5/s, inputTokens: 1000, outputTokens: 200}, value: {");
    new Folder(directory).withBasics().write("fleet/w.yaml", text);
    return ConfigLoader.load(directory, directory.resolve("signals"), this::sized)
        .fleet()
        .workloads()
        .sequencedValues()
        .getFirst();
  }

  @Test
  void theSizerIsAskedForWhatIsDeclared() throws ConfigException {
    Placement placement =
        load("auto: {devices: [h100], maxDevicesPerReplica: 4, precisions: [fp8], startup: 50s}")
            .placements()
            .getFirst();

    AutoRequest request = requests.getFirst();
    assertThat(request.devices()).hasSize(1);
    assertThat(request.maxDevicesPerReplica()).isEqualTo(4);
    assertThat(request.precisions()).containsExactly(Precision.FP8);
    assertThat(request.bounds().maxReplicas()).isEqualTo(4);
    assertThat(request.startup()).isEqualTo(Duration.ofSeconds(50));
    assertThat(placement.name()).isEqualTo("h100-fp8-tp2");
    assertThat(placement.target()).isEqualTo(Target.OBSERVE);
  }

  @Test
  void aTemplateIsFilledIn() throws ConfigException {
    Placement placement =
        load("""
        auto:
          target:
            process:
              command: [./serve, --tp, "{{tensorParallel}}", --seqs, "{{maxSequences}}",
                --quantization, "{{precision}}", --name, "{{placement}}"]
              ports: 8100-8109
              ready: {http: /health}
        """)
            .placements()
            .getFirst();

    assertThat(placement.target().settings())
        .containsEntry("command.2", "2")
        .containsEntry("command.4", "96")
        .containsEntry("command.6", "fp8")
        .containsEntry("command.8", "h100-fp8-tp2");
  }

  @Test
  void aDeviceThatThePoolLacksIsRefused() {
    assertThatThrownBy(() -> load("auto: {devices: [h200]}"))
        .hasMessageContaining("auto.devices: the pool east has no 'h200'. It has h100.");
  }
}
