package io.rheostat.config.load;

import static io.rheostat.config.load.SubmittedText.job;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.config.yaml.ConfigException;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Pool;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Quotas of owners in the pool `east` of h100 devices, and jobs of owners.
final class OwnersTest {
  private static final String WIDTHS = "placements: [{device: h100, widths: [4, 8]}]\n";
  private static final String EIGHT = "placements: [{device: h100, widths: [8]}]\n";

  @TempDir Path directory;

  private Folder pool(String owners) {
    return new Folder(directory)
        .withBasics()
        .write(
            "fleet/pool.yaml",
            Folder.POOL.replace("budget: 100 USD", "budget: 100 USD, owners: " + owners));
  }

  private static String of(String owner, String lines) {
    return job(lines).replace("value: {", "owner: " + owner + ", value: {");
  }

  private static Pool.Quota quota(double weight, Map<String, Integer> devices) {
    return new Pool.Quota(weight, new TreeMap<>(devices));
  }

  @Test
  void quotasAreReadWithTheirDefaults() {
    Fleet fleet = pool("{research: {weight: 2.5, devices: {h100: 4}}, vision: {}}").load().fleet();

    assertThat(requireNonNull(fleet.pools().get("east")).owners())
        .isEqualTo(Map.of("research", quota(2.5, Map.of("h100", 4)), "vision", Pool.Quota.NONE));
  }

  @Test
  void aQuotaOnAnotherDeviceThanThePoolsIsRefused() {
    assertThat(pool("{research: {devices: {h1000: 4}}}").problems())
        .singleElement()
        .asString()
        .contains("spec.owners.research.devices.h1000: unknown device of the pool 'h1000'.");
  }

  @Test
  void aWeightOfNothingIsRefused() {
    assertThat(pool("{research: {weight: 0}}").problems())
        .singleElement()
        .asString()
        .contains("spec.owners.research.weight");
  }

  @Test
  void anUnknownOwnerIsRefusedInTheFilesAndInASubmittedJob() throws ConfigException {
    Folder files = pool("{research: {}}");
    Fleet fleet = files.load().fleet();

    assertThat(files.write("fleet/job.yaml", of("researchers", WIDTHS)).problems())
        .singleElement()
        .asString()
        .contains("spec.objective.owner: unknown owner 'researchers'.")
        .contains("research");
    assertThat(SubmittedText.problems(of("researchers", WIDTHS), fleet))
        .containsExactly(
            "job.yaml:6: spec.objective.owner: pool east has no owner 'researchers'."
                + " Declared are: research.");
    assertThat(JobLoader.read(of("research", WIDTHS), "job.yaml", fleet).owner())
        .contains("research");
  }

  @Test
  void aMinimumBeyondTheQuotaIsRefused() {
    Fleet fleet = pool("{research: {devices: {h100: 6}}}").load().fleet();

    assertThat(SubmittedText.problems(of("research", EIGHT + "bounds: {minReplicas: 8}\n"), fleet))
        .singleElement()
        .asString()
        .contains("8 replicas can't run: pool east has room for 0 (it has ")
        .contains(" h100, of which owner research may have {h100=6}).");
  }
}
