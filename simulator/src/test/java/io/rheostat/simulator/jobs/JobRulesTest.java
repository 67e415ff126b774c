package io.rheostat.simulator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// Delays by application, and work declared wrong.
final class JobRulesTest {
  private static JobRules wrongBy(double error, long seed) {
    return new JobRules(JobKnowledge.OWN, false, Map.of(), 30, 0, error, seed);
  }

  @Test
  void delaysAreListedOrTheOther() {
    JobRules rules = new JobRules(JobKnowledge.OWN, false, Map.of("imagenet", 250.0), 30, 0, 1, 1);

    assertThat(rules.delaySeconds("imagenet")).isEqualTo(250);
    assertThat(rules.delaySeconds("cifar10")).isEqualTo(30);
  }

  @Test
  void plainRulesHaveOneDelayNoInterferenceAndExactWork() {
    JobRules rules = JobRules.of(JobKnowledge.SHARED, true, 45);

    assertThat(rules.knowledge()).isEqualTo(JobKnowledge.SHARED);
    assertThat(rules.isBatchStatic()).isTrue();
    assertThat(rules.delaySeconds("any")).isEqualTo(45);
    assertThat(rules.slowdown()).isZero();
    assertThat(rules.declaredFactor("job")).isEqualTo(1);
  }

  @Test
  void declaredWorkIsWrongByAtMostTheErrorEitherWay() {
    int larger = 0;
    double logs = 0;
    for (int i = 0; i < 400; i++) {
      double factor = wrongBy(2, 1).declaredFactor("job-" + i);
      assertThat(factor).isBetween(0.5, 2.0);
      larger += factor > 1 ? 1 : 0;
      logs += Math.log(factor) / Math.log(2);
    }

    // Log-uniform: as often too large as too small, with logarithms of mean 0 and deviation 0.58.
    assertThat(larger).isBetween(160, 240);
    assertThat(logs / 400).isCloseTo(0, within(0.12));
  }

  @Test
  void theErrorOfAJobDependsOnItsNameAndTheSeedAlone() {
    double first = wrongBy(2, 1).declaredFactor("a");

    assertThat(wrongBy(2, 1).declaredFactor("a")).isEqualTo(first);
    assertThat(wrongBy(2, 1).declaredFactor("b")).isNotEqualTo(first);
    assertThat(wrongBy(2, 2).declaredFactor("a")).isNotEqualTo(first);
  }
}
