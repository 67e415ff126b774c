package io.rheostat.contest.training.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.simulator.jobs.JobKnowledge;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs of the benchmark and of its part of a minute.
final class TrainingMatrixTest {
  private static final List<TrainingCase> ALL = TrainingMatrix.all();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void everyPolicyRunsOnEveryPublishedWorkload(int workload) {
    assertThat(ALL)
        .filteredOn(one -> one.workload().equals("workload-" + workload))
        .filteredOn(one -> one.world().equals(TrainingWorld.P))
        .filteredOn(one -> one.knowledge() == JobKnowledge.OWN)
        .extracting(TrainingCase::policy)
        .contains(TrainingPolicy.values());
  }

  @Test
  void noRunOccursTwice() {
    assertThat(ALL).doesNotHaveDuplicates();
    assertThat(TrainingMatrix.subset()).doesNotHaveDuplicates();
  }

  @Test
  void polluxRunsWithThreeSeedsOfItsSearch() {
    assertThat(ALL)
        .filteredOn(one -> one.policy() == TrainingPolicy.POLLUX)
        .filteredOn(one -> one.knowledge() == JobKnowledge.OWN)
        .filteredOn(one -> one.world().equals(TrainingWorld.P))
        .filteredOn(one -> one.workload().equals("workload-2"))
        .extracting(TrainingCase::seed)
        .containsExactlyInAnyOrder(1L, 2L, 3L);
  }

  @Test
  void worldsAreThoseOfTheIssue() {
    assertThat(ALL)
        .extracting(one -> one.world().name())
        .containsOnly(
            "P",
            "P-delays",
            "P-half",
            "P-double",
            "M",
            "P-work-x1.5",
            "P-work-x2.0",
            "P-work-x4.0");
  }

  @Test
  void theMixedWorldIsForPoliciesThatHandleTypes() {
    assertThat(ALL)
        .filteredOn(one -> one.world().cluster().types().size() > 1)
        .isNotEmpty()
        .allMatch(one -> one.policy().handlesTypes());
  }

  @Test
  void everyRatioHasARunToCompareWith() {
    for (TrainingCase one : ALL) {
      boolean isMixed = one.world().name().equals("M");
      // Wrong declarations are compared with Pollux in world P: it reads no declaration.
      String base = one.world().name().startsWith("P-work") ? "P" : one.world().name();
      assertThat(ALL)
          .as("%s", one)
          .anyMatch(
              other ->
                  other.workload().equals(one.workload())
                      && other.world().name().equals(base)
                      && other.knowledge() == JobKnowledge.OWN
                      && other.policy() == (isMixed ? TrainingPolicy.SIA : TrainingPolicy.POLLUX));
    }
  }

  @Test
  void onlyRheostatSeesAPriceAndOneOfThemStandsForPriced() {
    assertThat(ALL)
        .filteredOn(one -> one.devicePrice() > 0)
        .allMatch(one -> one.policy() == TrainingPolicy.RHEOSTAT)
        .extracting(TrainingCase::devicePrice)
        .contains(TrainingMatrix.PRICE);
  }

  @Test
  void theSubsetHasEveryPolicyAndIsPartOfTheWhole() {
    assertThat(TrainingMatrix.subset())
        .isSubsetOf(ALL)
        .extracting(TrainingCase::policy)
        .contains(TrainingPolicy.values());
  }

  @Test
  void theNameOfAKnowledgeIsInLowerCase() {
    assertThat(ALL)
        .extracting(TrainingCase::knowledgeId)
        .containsOnly("own", "ended", "shared", "true");
  }
}
