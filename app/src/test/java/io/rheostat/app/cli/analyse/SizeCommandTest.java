package io.rheostat.app.cli.analyse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rheostat.app.testing.Cli;
import io.rheostat.config.testing.Shipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `size` and `devices` as their user sees them.
class SizeCommandTest {
  @TempDir private Path folder;

  private static Cli size(String... options) {
    List<String> line = new ArrayList<>(List.of("size", "--config", Shipped.config("").toString()));
    line.addAll(List.of(options));
    return Cli.run(line.toArray(new String[0]));
  }

  private static String model() {
    return Shipped.config("examples/size/config.json").toString();
  }

  @Test
  void theReadmesTableIsWhatIsPrinted() throws IOException {
    Cli result =
        size("--model", model(), "--rate", "20/s", "--devices", "h100-sxm,h200,l40s", "--top", "2");

    assertThat(result.code()).isZero();
    List<String> shown =
        Files.readAllLines(Shipped.root().resolve("README.md")).stream()
            .filter(
                line ->
                    line.startsWith("h100-sxm         bf16")
                        || line.startsWith("h200             bf16")
                        || line.startsWith("the choice flips to h100-sxm-tp2")
                        || line.contains("kinds are refused"))
            .toList();
    assertThat(shown).hasSize(4);
    assertThat(result.out().lines()).containsAll(shown);
  }

  @Test
  void jsonHasEveryKindWithItsNumbers() throws IOException {
    Cli result = size("--model", model(), "--devices", "l4,h100-sxm", "--json");
    JsonNode rows = new ObjectMapper().readTree(result.out());

    assertThat(rows.findValuesAsText("device")).contains("l4", "h100-sxm");
    for (JsonNode row : rows) {
      assertThat(List.copyOf(row.properties()))
          .extracting(entry -> entry.getKey())
          .contains(
              "device",
              "precision",
              "tensorParallel",
              "pipelineParallel",
              "replicas",
              "memoryGib",
              "diskGib",
              "maxSequences",
              "kvTokens",
              "requestsPerSecond",
              "ttftP95Millis",
              "tpotMeanMillis",
              "quality",
              "usdPerHour",
              "performance",
              "valueUsdPerHour",
              "jUsdPerHour",
              "feasible",
              "reason");
      assertThat(row.path("memoryGib").asDouble()).isPositive();
      assertThat(row.path("diskGib").asDouble()).isPositive();
      assertThat(row.path("feasible").asBoolean()).isEqualTo(row.path("reason").asText().isEmpty());
    }
  }

  @Test
  void theChosenKindsAreWrittenAsPlacements() throws IOException {
    Path file = folder.resolve("placements.yaml");

    Cli result = size("--model", model(), "--devices", "h100-sxm", "--write", file.toString());

    assertThat(result.code()).isZero();
    assertThat(Files.readString(file))
        .startsWith("placements:")
        .contains("device: h100-sxm", "memory: ", "disk: ", "--max-num-seqs");
  }

  @Test
  void whatIsRefusedSaysWhyAndWhatWouldDo() {
    Cli result = size("--model", model(), "--devices", "l4", "--refused");

    assertThat(result.out())
        .contains("refused  l4 ", "weights take 61 GiB", "of 1 x 24 GiB. l4-tp4 works.");
  }

  @Test
  void aTrafficThatNothingServesEndsWithOne() {
    Cli result = size("--model", model(), "--devices", "t4", "--tpot", "5ms", "--max-devices", "8");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).contains("the limits are 2000 and 5.0 ms");
  }

  @Test
  void badInputNamesTheOption() {
    assertThat(size().errors()).contains("no model is described. Give --model");
    assertThat(size("--model", "none.json").errors()).contains("--model none.json can't be read");
    assertThat(size("--model", model(), "--devices", "h100").errors())
        .contains("--devices: device 'h100' is unknown.");
    assertThat(size("--model", model(), "--devices", "mi300x").errors())
        .contains("no price: mi300x. Give one, such as --price mi300x=3.10.");
    assertThat(size("--model", model(), "--quality", "fp8=0.9").errors())
        .contains("has no source. Write the evaluation after it");
    assertThat(size("--model", model(), "--precisions", "fp9").errors())
        .contains("is no precision");
    assertThat(size("--parameters", "8e9").errors())
        .contains("--layers, --kv-heads and --head-dim");
  }

  @Test
  void optionsThatContradictEachOtherAreRefused() {
    assertThat(size("--model", model(), "--layers", "3").errors())
        .contains("--model has all sizes: leave out");
    assertThat(size("--model", model(), "--training", "--write", "x").errors())
        .contains("--write is for services");
    assertThat(size("--model", model(), "--min-quality", "2").errors())
        .contains("--min-quality from 0 to 1");
    assertThat(size("--model", model(), "--top", "0").errors()).contains("--top must be 1 or more");
  }

  @Test
  void aQualityBelowTheLeastIsRefused() {
    Cli result =
        size(
            "--model",
            model(),
            "--devices",
            "h200",
            "--quality",
            "bf16=0.8:x",
            "--min-quality",
            "0.9",
            "--refused");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).contains("its quality is 0.800, below the least one, 0.900.");
  }

  @Test
  void aPriceMayBeGiven() {
    Cli result =
        size("--model", model(), "--devices", "mi300x", "--price", "mi300x=2", "--top", "1");

    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("mi300x");
  }

  @Test
  void aModelMayBeDescribedByItsSizes() {
    Cli result =
        size(
            "--parameters",
            "8.03e9",
            "--layers",
            "32",
            "--kv-heads",
            "8",
            "--head-dim",
            "128",
            "--devices",
            "l40s");

    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("8.0 billion weights", "assumed: --hidden-size is not given");
  }

  @Test
  void trainingJobsAreSized() throws IOException {
    Cli result =
        size(
            "--training", "--model", model(), "--devices", "h100-sxm", "--widths", "1,8", "--json");
    JsonNode rows = new ObjectMapper().readTree(result.out());

    assertThat(rows.get(0).path("replicas").asInt()).isEqualTo(8);
    assertThat(rows.get(0).path("sharding").asText()).isEqualTo("zero3");
    assertThat(rows.findValuesAsText("reason")).anyMatch(reason -> reason.contains("of states"));
  }

  @Test
  void theCatalogueIsListed() {
    Cli table = Cli.run("devices");
    Cli json = Cli.run("devices", "--json");

    assertThat(table.out()).contains("mi355x", "tpu-v6e", "Nebius gpu-h100-sxm, SkyPilot v8");
    assertThat(json.out()).contains("\"priceSource\"", "\"assumed\"");
  }
}
