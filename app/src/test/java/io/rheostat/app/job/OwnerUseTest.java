package io.rheostat.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.app.testing.SmallFleets;
import io.rheostat.app.testing.SmallJobs;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.HoldReason;
import io.rheostat.model.decision.Rationale;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Pool;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Reasons of queued jobs by the quota of their owner, of devices that others of the owner have.
final class OwnerUseTest {
  private static String reason(int quota, String otherOwner, int held) {
    Fleet fleet =
        SmallFleets.of(SmallJobs.ownedBy("research", "bert"), SmallJobs.ownedBy(otherOwner, "gpt"));
    Pool.Quota most = new Pool.Quota(1, new TreeMap<>(Map.of("h100", quota)));
    Pool pool = fleet.pools().values().iterator().next();
    JobViews views =
        new JobViews(
            new Fleet(
                fleet.devices(),
                new TreeMap<>(
                    Map.of("east", pool.withOwners(new TreeMap<>(Map.of("research", most))))),
                fleet.workloads()));
    holds(views, "bert", Allocation.NONE);
    holds(views, "gpt", Allocation.of("big", held));
    return JobStandings.of(views.view()).getFirst().reason();
  }

  private static void holds(JobViews views, String job, Allocation held) {
    views.decided(
        new Decision.Hold(
            job, "east", JobViews.NOW, held, HoldReason.BEST, Rationale.of("as it is")));
  }

  @Test
  void aQuotaInUseIsTheReason() {
    assertThat(reason(4, "research", 4)).isEqualTo("owner research may have 4 h100 and has 4");
    assertThat(reason(0, "vision", 4)).isEqualTo("owner research may have 0 h100 and has 0");
  }

  @Test
  void roomForTheSmallestWidthIsNot() {
    assertThat(reason(5, "research", 4))
        .isEqualTo("other workloads of its pool are worth more on the devices");
    assertThat(reason(4, "vision", 4))
        .isEqualTo("other workloads of its pool are worth more on the devices");
  }
}
