package io.rheostat.app.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.app.cli.option.Configurations;
import io.rheostat.config.testing.Shipped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sentences of the one-shot plan on its choices.
class PlannedWorkloadTest {
  private static final String WORKLOAD =
      """
      ---
      kind: Workload
      metadata: {name: %s}
      spec:
        type: inference
        pool: p
        model: {config: config.json}
        objective:
          slo: {ttft: 3s, tpot: 100ms}
          value: {perThousandGoodRequests: 4 USD}
          expected: {rate: 5/s, inputTokens: 1155, outputTokens: 211}
        placements: auto
        auto: {maxDevicesPerReplica: 4}
        bounds: {minReplicas: 1, maxReplicas: 8}
      """;

  @TempDir private Path folder;

  @Test
  void aFullDeviceTypeIsNamedWithItsShadowPrice() throws Exception {
    Files.createDirectories(folder.resolve("fleet"));
    Files.copy(Shipped.config("examples/size/config.json"), folder.resolve("config.json"));
    Files.writeString(
        folder.resolve("fleet/fleet.yaml"),
        "kind: Pool\nmetadata: {name: p}\nspec: {devices: {h100-sxm: 2, l40s: 16}}\n"
            + WORKLOAD.formatted("a")
            + WORKLOAD.formatted("b"));

    List<PlannedWorkload> plan = OneShotPlan.of(Configurations.load(folder).fleet());
    List<String> sentences = plan.stream().flatMap(planned -> planned.bindings().stream()).toList();

    assertThat(sentences).hasSize(1);
    assertThat(sentences.getFirst())
        .matches(
            "h100-sxm is full: its shadow price is [0-9.]+ \\$/h, therefore .* although it earns"
                + " [0-9.]+ \\$/h less than 1 x h100-sxm-tp2");
  }

  @Test
  void aPointOfQualityHasAPrice() throws Exception {
    PlannedWorkload planned =
        OneShotPlan.of(Configurations.load(Shipped.config("scenarios/accuracy-example")).fleet())
            .getFirst();

    // One more H100 for two hundredths.
    assertThat(planned.qualityPrice().orElseThrow().usdPerPoint())
        .isCloseTo(2.95 / 2, within(1e-9));
    assertThat(planned.refusals())
        .containsExactly("h100-sxm-int4: its quality is 0.88, below minQuality 0.9.");
  }

  @Test
  void noShippedPlacementIsWithoutMemoryAndDisk() throws Exception {
    for (PlannedWorkload planned :
        OneShotPlan.of(Configurations.load(Shipped.config("")).fleet())) {
      assertThat(planned.memoryGib(planned.chosen().orElseThrow())).isPositive();
      assertThat(planned.diskGib(planned.chosen().orElseThrow())).isPositive();
    }
  }
}
