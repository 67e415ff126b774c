package io.rheostat.core.option;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.member.MemberState;
import io.rheostat.core.pool.PoolResources;
import io.rheostat.core.stage.Catalogue;
import io.rheostat.core.stage.Given;
import io.rheostat.core.stage.Moment;
import io.rheostat.model.decision.Coverage;
import io.rheostat.model.decision.SourceAges;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.WidthGoodput;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Options by the kind of a workload's objective and of its newest measure.
class WorkloadOptionsTest {
  private static final Placement BIG = Given.placement("big", "h100");
  private static final Catalogue CATALOGUE =
      Given.catalogue(Given.pool("main", Map.of("h100", 40)), Given.device("h100", 4));
  private static final Measure.Training GOODPUTS =
      new Measure.Training(0, 0, 1, 1, false, List.of(new WidthGoodput("big", 2, 300, 1)));

  private final Workload chat = Given.service("chat", "main", Given.bounds(1, 20), BIG);
  private final Workload job = Given.workload("job", "main", Given.run(), Given.bounds(1, 8), BIG);
  private final Workload batch =
      Given.workload("batch", "main", new Objective.Profiled(7), Given.bounds(1, 3), BIG);

  private static MemberState measured(Workload workload, Measure measure) {
    return Given.estimated(
        Given.member(workload, Allocation.of("big", 2)),
        Given.estimate(workload, Given.START, Given.fresh(2), measure));
  }

  private static List<Integer> options(MemberState member, double demandFactor) {
    Coverage coverage =
        new Coverage(
            2, 2, 0, demandFactor, Duration.ofMinutes(9), SourceAges.NEVER, Optional.empty());
    return WorkloadOptions.of(
            member,
            new PoolResources("main", CATALOGUE),
            new Moment(Given.START, CATALOGUE),
            new int[] {40},
            coverage,
            JobShare.NONE)
        .all()
        .stream()
        .map(candidate -> candidate.option().allocation().total())
        .sorted()
        .toList();
  }

  @Test
  void beforeTheFirstEstimateThereAreNone() {
    assertThat(options(Given.member(chat, Allocation.of("big", 2)), 1)).isEmpty();
  }

  @Test
  void aServiceIsOfferedCountsForItsRequests() {
    Measure measure = Given.measure(Given.demand(12), Given.capacity("big", 10));

    assertThat(options(measured(chat, measure), 1)).containsExactly(1, 2, 3, 4);
  }

  @Test
  void aPartlySeenServiceIsOfferedCountsForAllItsReplicas() {
    Measure measure = Given.measure(Given.demand(12), Given.capacity("big", 10));

    // Demand doubles to 24, and its upper half grows by a quarter to 30: three replicas, two spare.
    assertThat(options(measured(chat, measure), 2)).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void aJobIsOfferedItsWidths() {
    assertThat(options(measured(job, GOODPUTS), 1)).containsExactly(2);
  }

  @Test
  void aScoredWorkloadIsOfferedItsCounts() {
    assertThat(options(measured(batch, new Measure.Profiled()), 1)).containsExactly(1, 2, 3);
  }

  @Test
  void aMeasureOfAnEarlierObjectiveSaysNothing() {
    Measure measure = Given.measure(Given.demand(12), Given.capacity("big", 10));

    assertThat(options(measured(job, measure), 1)).isEmpty();
    assertThat(options(measured(chat, GOODPUTS), 1)).isEmpty();
  }
}
