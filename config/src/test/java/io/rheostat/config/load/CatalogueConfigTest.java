package io.rheostat.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.CostRates;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.ModelShape;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Precision;
import io.rheostat.model.resource.Quality;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Facts of the catalogue, of a model's file and of its quality in a configuration.
class CatalogueConfigTest {
  private static final Device NONE = new Device("none", 1, 1, 1, new CostRates(0, 0, 0, 0));
  private static final String MODEL =
      "model: {parameters: 8.0e9, layers: 32, kvHeads: 8, headDim: 128}\n";
  private static final String BOUNDS = "bounds: {maxReplicas: 4}\n";

  @TempDir Path directory;

  private Folder folder() {
    return new Folder(directory).withBasics();
  }

  @Test
  void aPoolsDeviceMayBeLeftToTheCatalogue() {
    Device device =
        folder()
            .write("fleet/p.yaml", "{kind: Pool, metadata: {name: p}, spec: {devices: {h200: 8}}}")
            .load()
            .fleet()
            .devices()
            .getOrDefault("h200", NONE);

    assertThat(device.rates().perDeviceUsd()).isEqualTo(3.5);
    assertThat(device.links().peerBytesPerSecond()).isEqualTo(450e9);
  }

  @Test
  void ownKeysOverruleTheCatalogue() {
    Device device =
        folder()
            .write(
                "fleet/d.yaml",
                "{kind: Device, metadata: {name: mi300x}, spec: {price: {perDevice: 2 USD}}}")
            .load()
            .fleet()
            .devices()
            .getOrDefault("mi300x", NONE);

    assertThat(device.rates().perDeviceUsd()).isEqualTo(2);
    assertThat(device.bandwidthBytesPerSecond()).isEqualTo(5.3e12);
  }

  @Test
  void aDeviceWithoutASourcedPriceMustBePriced() {
    assertThat(
            folder()
                .write(
                    "fleet/p.yaml",
                    "{kind: Pool, metadata: {name: p}, spec: {devices: {mi300x: 8}}}")
                .problems())
        .anyMatch(problem -> problem.contains("'mi300x' of the catalogue has no price"));
    assertThat(
            folder()
                .write("fleet/d.yaml", "{kind: Device, metadata: {name: mi300x}, spec: {}}")
                .problems())
        .anyMatch(problem -> problem.contains("price is missing, and no price of 'mi300x'"));
  }

  @Test
  void anUnknownDeviceNeedsItsFigures() {
    assertThat(
            folder()
                .write(
                    "fleet/d.yaml",
                    "{kind: Device, metadata: {name: h100-smx}, spec: {price: {perDevice: 2 USD}}}")
                .problems())
        .anyMatch(
            problem ->
                problem.contains("memory is missing, and the catalogue has no device 'h100-smx'.")
                    && problem.contains("h100-sxm"));
  }

  @Test
  void whatIsLeftOutOfAPlacementIsSized() {
    Placement placement =
        folder()
            .write(
                "fleet/w.yaml",
                Folder.inference("w", MODEL + BOUNDS + "placements: [{device: h100}]"))
            .load()
            .fleet()
            .workloads()
            .sequencedValues()
            .getFirst()
            .placements()
            .getFirst();

    assertThat(placement.memoryGib()).isGreaterThan(0);
    assertThat(placement.diskGib()).isGreaterThan(0);
  }

  @Test
  void aModelsFileAndQualityAreRead() {
    String text =
        Folder.inference(
                "w",
                BOUNDS
                    + "model: {config: m/config.json}\n"
                    + "placements: [{device: h100, precision: fp8,"
                    + " quality: {score: 0.93, source: own}}]")
            .replace("value: {", "minQuality: 0.9, value: {");
    Workload workload =
        folder()
            .write(
                "m/config.json",
                "{\"model_type\": \"llama\", \"hidden_size\": 4096,"
                    + " \"intermediate_size\": 14336, \"num_hidden_layers\": 32,"
                    + " \"num_attention_heads\": 32, \"num_key_value_heads\": 8,"
                    + " \"vocab_size\": 128256}")
            .write("fleet/w.yaml", text)
            .load()
            .fleet()
            .workloads()
            .sequencedValues()
            .getFirst();

    ModelShape model = workload.model().orElseThrow();
    assertThat(model.parameters()).isBetween(8.0e9, 8.1e9);
    Placement placement = workload.placements().getFirst();
    assertThat(placement.precision()).contains(Precision.FP8);
    assertThat(placement.running(model).weightBytes()).isEqualTo(model.parameters());
    assertThat(placement.quality()).contains(new Quality(0.93, "own"));
    assertThat(((Objective.Inference) workload.objective()).minQuality()).isEqualTo(0.9);
  }

  @Test
  void aQualityWithoutASourceIsRefused() {
    assertThat(
            folder()
                .write(
                    "fleet/w.yaml",
                    Folder.inference(
                        "w", BOUNDS + "placements: [{device: h100, quality: {score: 0.9}}]"))
                .problems())
        .anyMatch(problem -> problem.contains("quality.source: is missing"));
  }

  @Test
  void autoNeedsASizer() {
    assertThat(
            folder()
                .write("fleet/w.yaml", Folder.inference("w", MODEL + BOUNDS + "placements: auto"))
                .problems())
        .anyMatch(
            problem ->
                problem.contains("placements: auto needs spec.model and spec.objective.expected"));
  }
}
