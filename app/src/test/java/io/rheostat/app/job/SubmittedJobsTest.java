package io.rheostat.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.app.testing.SmallFleets;
import io.rheostat.app.testing.SmallJobs;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.topics.fleet.FleetSource;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Jobs submitted at run time, among everything declared.
final class SubmittedJobsTest {
  private static FleetSource source(String id, String... keys) {
    TreeMap<String, FleetSource.Claim> claims = new TreeMap<>();
    for (String key : keys) {
      claims.put(key, new FleetSource.Claim(1, List.of()));
    }
    return new FleetSource(id, id, Instant.EPOCH, claims);
  }

  @Test
  void jobsThatNoFileDeclaresWereSubmitted() {
    Fleet fleet = SmallFleets.of(SmallJobs.elastic("gpt"), SmallJobs.cancelled("bert"));

    assertThat(SubmittedJobs.of(fleet, List.of()).values())
        .containsExactly(SmallJobs.cancelled("bert"), SmallJobs.elastic("gpt"));
  }

  @Test
  void aJobInTheFilesOfAnyInstanceWasNotSubmitted() {
    Fleet fleet =
        SmallFleets.of(
            SmallJobs.elastic("gpt"), SmallJobs.elastic("bert"), SmallJobs.elastic("east"));
    List<FleetSource> sources =
        List.of(source("a", "workload/gpt"), source("b", "workload/bert", "pool/east"));

    assertThat(SubmittedJobs.of(fleet, sources)).containsOnlyKeys("east");
  }

  @Test
  void nothingButJobsWithADelayCostWasSubmitted() {
    Fleet fleet = SmallFleets.of(SmallJobs.plain("resnet"), SmallFleets.workload("chat", 4));

    assertThat(SubmittedJobs.of(fleet, List.of())).isEmpty();
  }
}
